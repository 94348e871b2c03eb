using System.Net;
using Emergency.Hotlines.Messages;
using Emergency.Hotlines.Signing;
using Emergency.Hotlines.Simulator;
using Emergency.Testing;

namespace Emergency.Hotlines.Tests.Simulator;

public sealed class CentreTests : IAsyncLifetime
{
    private static readonly WebhookSecret secret = WebhookSecret.Parse("whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")!;
    private readonly HttpClient http = new();
    private Centre centre = null!;

    public async ValueTask InitializeAsync() => centre = await Start(new([new Turn(), new Turn(Errors: 1), new Turn(Lost: 1)], null));

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await centre.DisposeAsync();
    }

    private static Task<Centre> Start(Script script) =>
        Centre.Start(
            new("http://127.0.0.1:0", new Dictionary<string, WebhookSecret>(StringComparer.Ordinal) { ["120"] = secret }),
            script,
            TimeProvider.System
        );

    private async Task<HttpStatusCode?> Offer(Guid handover, string kind = "ambulance", WebhookSecret? by = null)
    {
        var body = MessageWriter.Write(
            $"m-{handover}",
            "浉河区应急指挥中心",
            TimeProvider.System.GetUtcNow(),
            new(handover, Guid.Empty, kind, null, null, 1, "有人晕倒", TimeProvider.System.GetUtcNow())
        );
        var headers = WebhookHeaders.For(by ?? secret, $"m-{handover}", TimeProvider.System.GetUtcNow(), body);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(centre.Address, "messages"))
        {
            Content = new ByteArrayContent(body),
        };
        request.Headers.Add(WebhookHeaders.IdName, headers.Id);
        request.Headers.Add(WebhookHeaders.TimestampName, headers.Timestamp);
        request.Headers.Add(WebhookHeaders.SignatureName, headers.Signature);
        try
        {
            using var answer = await http.SendAsync(request);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private IEnumerable<string> Seen(Guid handover) =>
        centre.Log.All.Where(line => line.Handover == handover.ToString()).Select(line => line.What);

    [Fact]
    public async Task A_message_is_taken_once_however_often_it_comes()
    {
        var one = Guid.CreateVersion7();
        (await Offer(one)).ShouldBe(HttpStatusCode.Accepted);
        (await Offer(one)).ShouldBe(HttpStatusCode.Accepted);
        Seen(one).ShouldBe(["taken", "repeated"]);
    }

    [Fact]
    public async Task What_is_not_signed_with_the_shared_secret_is_not_taken()
    {
        var stranger = WebhookSecret.Parse(WebhookSecret.TextOf(new byte[32]))!;
        (await Offer(Guid.CreateVersion7(), by: stranger)).ShouldBe(HttpStatusCode.Unauthorized);
        (await Offer(Guid.CreateVersion7(), kind: "civil-affairs")).ShouldBe(HttpStatusCode.BadRequest);
        centre.Log.All.Select(line => line.What).ShouldBe(["unsigned", "refused"]);
    }

    [Fact]
    public async Task By_its_script_it_fails_or_breaks_the_connection_and_takes_what_comes_again()
    {
        await Offer(Guid.CreateVersion7());
        var (failing, breaking) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        (await Offer(failing)).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await Offer(failing)).ShouldBe(HttpStatusCode.Accepted);
        (await Offer(breaking)).ShouldBeNull();
        (await Offer(breaking)).ShouldBe(HttpStatusCode.Accepted);
        Seen(failing).ShouldBe(["refused", "taken"]);
        Seen(breaking).ShouldBe(["lost", "repeated"]);
    }

    [Fact]
    public async Task A_dark_line_answers_nobody_and_is_controlled_all_the_same()
    {
        (await http.GetAsync(new Uri(centre.Address, "alive"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        await http.PostAsync(new Uri(centre.Address, "control/down"), null);
        await Should.ThrowAsync<HttpRequestException>(() => http.GetAsync(new Uri(centre.Address, "alive")));
        (await Offer(Guid.CreateVersion7())).ShouldBeNull();
        await http.PostAsync(new Uri(centre.Address, "control/up"), null);
        (await http.GetAsync(new Uri(centre.Address, "alive"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await http.GetStringAsync(new Uri(centre.Address, "log"))).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
    }

    [Fact]
    public void A_script_that_says_what_nobody_knows_is_refused_with_its_line()
    {
        Script
            .Read("""{ "offers": [{ "answers": [{ "reply": "return", "cause": "no-vehicle", "minutes": 20 }] }] }""")
            .Of(0)
            .Answers!.Single()
            .Minutes.ShouldBe(20);
        Should
            .Throw<FormatException>(() => Script.Read("{\n\"offers\": [{ \"answers\": [{ \"reply\": \"sing\" }] }] }"))
            .Message.ShouldStartWith("line 2, $.offers[0].answers[0].reply");
        Should.Throw<FormatException>(() => Script.Read("""{ "offer": [] }"""));
        Script.Read("{}").Of(7).ShouldBe(Turn.Silence);
    }

    [Fact]
    public async Task As_a_program_it_says_where_it_serves_or_why_it_cannot()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["secrets.json"], """{ "120": "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=" }""");
        var program = Path.Combine(AppContext.BaseDirectory, "Emergency.Hotlines.Simulator.dll");
        await using var running = RunningProcess.Start(
            "dotnet",
            [program, "--urls", "http://127.0.0.1:0", "--secrets", folder["secrets.json"]]
        );
        await Until.True(
            () => running.Lines.Any(line => line.StartsWith("ready on http://127.0.0.1:", StringComparison.Ordinal)),
            "it serves"
        );
        await using var unfit = RunningProcess.Start("dotnet", [program, "--secrets", folder["none.json"]]);
        (await unfit.Exit(Until.AtMost)).ShouldBe(3);
    }
}
