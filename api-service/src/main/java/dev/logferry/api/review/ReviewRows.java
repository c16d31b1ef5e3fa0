package dev.logferry.api.review;

import dev.logferry.api.model.Review;
import dev.logferry.api.model.Reviewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/** Reads reviews from rows. */
final class ReviewRows {

  private ReviewRows() {}

  static Review review(ResultSet row) throws SQLException {
    return new Review(
        row.getLong("id"),
        row.getLong("product_id"),
        row.getInt("rating"),
        row.getString("title"),
        row.getString("body"),
        new Reviewer(
            row.getString("nickname"),
            ReviewCodes.skinType(row.getInt("skin_type")),
            ReviewCodes.ageGroup(row.getInt("age_group"))),
        row.getInt("helpful_count"),
        row.getObject("posted_at", OffsetDateTime.class).toInstant());
  }
}
