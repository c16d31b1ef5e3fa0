\set id random(1, :products)
select id, product_id, posted_at, helpful_count, rating, skin_type, age_group, nickname, title, body
from review where product_id = :id order by posted_at desc, id desc limit 21;
