using System.Security.Cryptography;
using System.Text;
using Emergency.Hotlines.Signing;
using FsCheck;
using FsCheck.Fluent;

namespace Emergency.Hotlines.Tests.Signing;

public class SignatureTests
{
    // The vector published with Standard Webhooks.
    private const string Published = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        Id = "msg_p5jXN8AQM9LWM0D4loKWxJek",
        Body = "{\"test\": 2432232314}",
        Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private const long Seconds = 1614265330;
    private static readonly WebhookSecret secret = WebhookSecret.Parse(Published)!;
    private static readonly WebhookHeaders genuine = new(Id, "1614265330", Signature);

    [Fact]
    public void The_published_example_is_signed_as_published() =>
        secret.Sign(Id, DateTimeOffset.FromUnixTimeSeconds(Seconds), Encoding.UTF8.GetBytes(Body)).ShouldBe(Signature);

    [Theory]
    [InlineData(0, Verification.Genuine)]
    [InlineData(300, Verification.Genuine)]
    [InlineData(-300, Verification.Genuine)]
    [InlineData(301, Verification.TooOld)]
    [InlineData(-301, Verification.TooNew)]
    public void A_message_may_be_five_minutes_late_or_early(int seconds, Verification expected) =>
        Verify(genuine, seconds).ShouldBe(expected);

    [Fact]
    public void A_message_that_lacks_a_header_says_which()
    {
        Verify(genuine with { Id = null }).ShouldBe(Verification.IdMissing);
        Verify(genuine with { Timestamp = "" }).ShouldBe(Verification.TimestampMissing);
        Verify(genuine with { Signature = null }).ShouldBe(Verification.SignatureMissing);
    }

    [
        Theory,
        InlineData("gestern"),
        InlineData("-5"),
        InlineData("1614265330.5"),
        InlineData("99999999999999999999"),
        InlineData("999999999999999999"),
        InlineData(" 1614265330")
    ]
    public void A_time_that_is_no_count_of_seconds_is_named(string timestamp) =>
        Verify(genuine with { Timestamp = timestamp }).ShouldBe(Verification.TimestampUnreadable);

    [
        Theory,
        InlineData("v1,AAAA"),
        InlineData("v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
        InlineData("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
        InlineData("v1,"),
        InlineData("v1,%%%"),
        InlineData(" "),
        InlineData(","),
        InlineData("v1,h0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    ]
    public void A_signature_that_does_not_fit_is_wrong(string signature) =>
        Verify(genuine with { Signature = signature }).ShouldBe(Verification.SignatureWrong);

    [Fact]
    public void A_message_touched_on_the_way_is_not_genuine()
    {
        Verify(genuine with { Id = Id + "x" }).ShouldBe(Verification.SignatureWrong);
        Verify(genuine with { Timestamp = "1614265331" }).ShouldBe(Verification.SignatureWrong);
        new WebhookVerifier([secret], Clock(0)).Verify(genuine, Encoding.UTF8.GetBytes(Body + " ")).ShouldBe(Verification.SignatureWrong);
    }

    [Theory, InlineData("two words"), InlineData("line\nbreak"), InlineData("编号")]
    public void An_id_is_plain_visible_text(string id) => Verify(genuine with { Id = id }).ShouldBe(Verification.IdUnfit);

    [Fact]
    public void One_fitting_signature_of_several_is_enough() =>
        Verify(genuine with { Signature = $"v1a,zzzz v1,{Convert.ToBase64String(new byte[32])} {Signature}" })
            .ShouldBe(Verification.Genuine);

    [Fact]
    public void A_secret_that_was_replaced_holds_until_its_time_and_who_still_signs_with_it_hears_that_it_is_over()
    {
        var (next, at) = (
            WebhookSecret.Parse(WebhookSecret.TextOf(Enumerable.Repeat((byte)7, 32).ToArray()))!,
            DateTimeOffset.FromUnixTimeSeconds(Seconds)
        );
        Verification Old(int late) =>
            new WebhookVerifier([next], Clock(late), [new(secret, at.AddSeconds(60))]).Verify(genuine, Encoding.UTF8.GetBytes(Body));
        Old(0).ShouldBe(Verification.Genuine);
        Old(59).ShouldBe(Verification.Genuine);
        Old(60).ShouldBe(Verification.SecretOver);
        new WebhookVerifier([next], Clock(0), [new(secret, at.AddSeconds(60))])
            .Verify(genuine, "{}"u8)
            .ShouldBe(Verification.SignatureWrong);
        // A message sent meanwhile is verified by a partner with only one of the two secrets.
        var both = WebhookHeaders.For([next, secret], "m3", at, "{}"u8);
        foreach (var one in new[] { next, secret })
            new WebhookVerifier([one], Clock(0)).Verify(both, "{}"u8).ShouldBe(Verification.Genuine);
    }

    [Fact]
    public void While_a_secret_is_replaced_the_old_one_and_the_new_one_both_hold()
    {
        var next = WebhookSecret.Parse(WebhookSecret.TextOf(Enumerable.Repeat((byte)7, 32).ToArray()))!;
        var at = DateTimeOffset.FromUnixTimeSeconds(Seconds);
        var verifier = new WebhookVerifier([next, secret], Clock(0));
        verifier.Verify(genuine, Encoding.UTF8.GetBytes(Body)).ShouldBe(Verification.Genuine);
        verifier.Verify(WebhookHeaders.For(next, "m2", at, "{}"u8), "{}"u8).ShouldBe(Verification.Genuine);
        new WebhookVerifier([secret], Clock(0))
            .Verify(WebhookHeaders.For(next, "m2", at, "{}"u8), "{}"u8)
            .ShouldBe(Verification.SignatureWrong);
        new WebhookVerifier([], Clock(0)).Verify(genuine, Encoding.UTF8.GetBytes(Body)).ShouldBe(Verification.SignatureWrong);
    }

    [Fact]
    public void Any_body_is_signed_as_the_standard_computes_it() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<byte[]>(),
                ArbMap.Default.ArbFor<NonEmptyString>(),
                (body, text) =>
                {
                    var key = SHA256.HashData(Encoding.UTF8.GetBytes(text.Get));
                    var id = Convert.ToHexString(key)[..16];
                    byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{Seconds}."), .. body];
                    var expected = "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed));
                    WebhookSecret
                        .Parse("whsec_" + Convert.ToBase64String(key))!
                        .Sign(id, DateTimeOffset.FromUnixTimeSeconds(Seconds), body)
                        .ShouldBe(expected);
                }
            )
            .QuickCheckThrowOnFailure();

    [
        Theory,
        InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
        InlineData("whsec_"),
        InlineData("whsec_not base64!"),
        InlineData("whsec_c2hvcnQ="),
        InlineData(null)
    ]
    public void What_is_no_secret_is_not_taken_for_one(string? text) => WebhookSecret.Parse(text).ShouldBeNull();

    [Fact]
    public void A_secret_printed_by_mistake_shows_nothing() => secret.ToString().ShouldBe("whsec_…");

    private static Verification Verify(WebhookHeaders headers, int secondsLate = 0) =>
        new WebhookVerifier([secret], Clock(secondsLate)).Verify(headers, Encoding.UTF8.GetBytes(Body));

    private static FixedClock Clock(int secondsLate) => new(DateTimeOffset.FromUnixTimeSeconds(Seconds + secondsLate));
}
