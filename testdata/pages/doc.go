// Package pages looks at the pages of backoffgen in a browser, as a person does: whether words overlap, are cut off or cannot be read, on a
// phone and on a desk, in the light and in the dark.
package pages
