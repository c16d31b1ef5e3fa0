package dev.logferry.api.review;

import io.avaje.jsonb.Json;

/** Who wrote a review, as far as the site tells it. */
@Json
public record Reviewer(String nickname, SkinType skinType, AgeGroup ageGroup) {}
