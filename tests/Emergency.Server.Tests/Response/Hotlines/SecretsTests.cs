using System.Text;
using Emergency.Hotlines.Signing;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Hotlines;

/// <summary>A hotline's secret is replaced: both sides change theirs one after the other.</summary>
public sealed class SecretsTests
{
    private static string Text(byte each) => WebhookSecret.TextOf(Enumerable.Repeat(each, 32).ToArray());

    private static string In(double hours) =>
        TimeProvider
            .System.GetUtcNow()
            .AddHours(hours)
            .ToString("yyyy-MM-ddTHH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task The_old_secret_is_taken_until_its_time_and_then_refused_in_words_and_in_the_security_log()
    {
        await using var server = await RunningServer.Start(
            "--hotlines:119:secret",
            Text(1),
            "--hotlines:119:replaced-secrets",
            $"{Text(2)} until {In(1)}; {Text(3)} until {In(-1)}"
        );
        (await Sent(server, 1)).Status.ShouldNotBe(401);
        (await Sent(server, 2)).Status.ShouldNotBe(401);
        var over = (await Sent(server, 3)).Is(401);
        (over.Code, over.Arguments[0]).ShouldBe(("hotline.signature", "secret-over"));
        (await Sent(server, 4)).Is(401).Arguments[0].ShouldBe("signature-wrong");
        await Until.True(
            () => server.Lines.Any(line => line.Contains("refused hotline.signature", StringComparison.Ordinal)),
            "the refusal stands in the security log"
        );
        server.Lines.ShouldNotContain(line => line.Contains("whsec_", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")]
    [InlineData("whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE= until tomorrow")]
    [InlineData("whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE= until 2026-12-31T08:00")]
    [InlineData("secret until 2026-12-31T08:00+08:00")]
    [InlineData(";")]
    public void An_old_secret_says_until_when_and_is_not_printed_where_it_is_wrong(string text)
    {
        var read = SettingsReading.Read(["--hotlines:119:replaced-secrets", text], new System.Collections.Hashtable(), null);
        read.Faults.ShouldHaveSingleItem().ShouldNotContain("MDEy");
    }

    private static async Task<Answer> Sent(RunningServer server, byte by)
    {
        const string body = "{}";
        var headers = WebhookHeaders.For(
            WebhookSecret.Parse(Text(by))!,
            $"msg-{by}",
            TimeProvider.System.GetUtcNow(),
            Encoding.UTF8.GetBytes(body)
        );
        using var stranger = server.Stranger();
        return await stranger.Send(
            HttpMethod.Post,
            "/hotlines/119/messages",
            Api.Json(body),
            (WebhookHeaders.IdName, headers.Id!),
            (WebhookHeaders.TimestampName, headers.Timestamp!),
            (WebhookHeaders.SignatureName, headers.Signature!)
        );
    }
}
