CREATE TABLE orders (
  ref  text   PRIMARY KEY,
  cent bigint NOT NULL
);
