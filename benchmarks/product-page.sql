\set id random(1, :products)
select product.id, product.name, product.description, product.price_yen,
  product.released_on - date '1970-01-01' as released_epoch_day,
  brand.slug as brand_slug, brand.name as brand_name,
  category.slug as category_slug, category.name as category_name,
  ratings_1, ratings_2, ratings_3, ratings_4, ratings_5
from product
join brand on brand.id = product.brand_id
join category on category.id = product.category_id
join product_listing on product_listing.product_id = product.id
where product.id = :id;
