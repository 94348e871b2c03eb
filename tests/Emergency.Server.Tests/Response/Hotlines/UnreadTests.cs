using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Requests;

namespace Emergency.Server.Tests.Hotlines;

public sealed class UnreadTests(Borough borough)
{
    private const string Signed = "webhook-id: 1\r\nwebhook-timestamp: 1\r\nwebhook-signature: v1,AA==\r\n";

    [Theory]
    [InlineData("/hotlines/777/messages", 200_000, Signed, "404")]
    [InlineData("/hotlines/119/messages", 200_000, "", "401")]
    [InlineData("/hotlines/119/messages", 200_000, "webhook-id: 1\r\nwebhook-timestamp: 1\r\n", "401")]
    [InlineData("/hotlines/119/messages", Received.StrangersLimit + 1, Signed, "413")]
    [InlineData("/voice/messages", 200_000, "", "401")]
    public async Task A_message_that_line_headers_or_length_rule_out_is_refused_before_its_body_comes(
        string path,
        int length,
        string headers,
        string status
    ) => (await Bodiless.Answer(borough.Stranger.Address, path, length, headers)).ShouldStartWith($"HTTP/1.1 {status} ");

    [Fact]
    public async Task A_case_is_taken_without_the_marks_that_turn_its_text()
    {
        var taken = (await new Partner(borough).Created(Partner.Fire(Partner.NewNumber(), Partner.Here, title: "\u202E火起"))).Is(202);
        var duty = await borough.Duty();
        var title = (await duty.Get($"/api/incidents/{taken.String("incidentId")}?after={taken.Position}")).Is(200).Text;
        title.ShouldNotContain("\u202E");
        title.ShouldNotContain("\\u202E", Case.Insensitive);
    }
}
