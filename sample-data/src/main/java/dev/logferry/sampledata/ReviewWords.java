package dev.logferry.sampledata;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** What reviews are made of, as bytes: fifteen million of them are written. */
final class ReviewWords {

  private static final byte[][] GOOD_TITLES =
      bytes(
          "リピ決定です",
          "買ってよかった",
          "毎日使っています",
          "手放せません",
          "期待以上",
          "肌の調子がいい",
          "お気に入り",
          "友人にもすすめました",
          "コスパ最高！",
          "やっと出会えた");
  private static final byte[][] FAIR_TITLES =
      bytes("普通です", "悪くはないけれど", "可もなく不可もなく", "夏向きかも", "もう少し続けてみます", "値段相応", "使い方しだい", "好みが分かれそう");
  private static final byte[][] BAD_TITLES =
      bytes("合いませんでした", "期待しすぎたかも", "リピはなしで", "香りが苦手", "乾燥しました", "残念です", "色が写真と違う", "私には重い");

  private static final byte[][] GOOD =
      bytes(
          "肌にすっとなじんで、翌朝までしっとりしています。",
          "香りがほのかで、使うたびに癒やされます。",
          "化粧のりがよくなって、夕方になってもくずれません。",
          "少しの量でよくのびるので、思ったより長く使えます。",
          "赤みが出やすい私の肌でも、ぴりぴりせずに使えました。",
          "ドラッグストアで買えるのもありがたいです。",
          "三本目です。なくなる前に必ず買い足しています。",
          "毛穴が目立たなくなってきた気がします。",
          "母も気に入って、今では家族で使っています。",
          "ポンプ式で衛生的だし、見た目もかわいい。",
          "冬の乾燥する時期でも、これ一つで足ります。",
          "発色がよく、肌なじみのいい色でした。");
  private static final byte[][] FAIR =
      bytes(
          "効果はまだよくわかりません。",
          "夏はいいけれど、冬は物足りないかもしれません。",
          "容器が少し使いにくいです。",
          "サンプルをもらったので試してみました。",
          "使用感はさっぱりしていて、可もなく不可もなくです。",
          "値段を考えれば十分だと思います。",
          "店頭で試してから買うのがおすすめです。",
          "重ね付けすると、ちょうどよくなりました。");
  private static final byte[][] BAD =
      bytes(
          "私の肌には合わなかったようで、三日目に赤くなりました。",
          "香りが強くて、最後まで使い切れそうにありません。",
          "つけた直後はいいのですが、すぐに乾いてしまいます。",
          "ベタつきが気になって、朝は使えません。",
          "写真の色と違っていて、がっかりしました。",
          "この値段なら、ほかのものを選びます。",
          "口コミがよかったので期待しましたが、変化は感じません。");

  private static final byte[][] NICKNAMES =
      bytes(
          "ゆき", "みー", "さくら", "kana", "MOMO", "はるか", "ねこ好き", "のんのん", "りんご", "まめ", "ai_ai", "ひなた",
          "ちびママ", "すず", "コスメ迷子", "れもん", "とも", "あーちゃん", "miyu", "くるみ");

  private ReviewWords() {}

  private static byte[][] bytes(String... texts) {
    return Stream.of(texts)
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .toArray(byte[][]::new);
  }

  static byte[][] titles(int rating) {
    return rating >= 4 ? GOOD_TITLES : rating == 3 ? FAIR_TITLES : BAD_TITLES;
  }

  static byte[][] sentences(int rating) {
    return rating >= 4 ? GOOD : rating == 3 ? FAIR : BAD;
  }

  /** Of reviewers who wrote something good and bad. */
  static byte[][] mixedSentences() {
    return FAIR;
  }

  static byte[][] nicknames() {
    return NICKNAMES;
  }
}
