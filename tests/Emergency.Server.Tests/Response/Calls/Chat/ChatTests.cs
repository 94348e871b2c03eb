using Emergency.Domain.Calls;
using Emergency.Engine;
using Emergency.Hotlines.Signing;
using Emergency.Hotlines.Simulator;
using Emergency.Server.Features.Calls;
using Emergency.Server.Features.Hotlines;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Calls.Chat;

/// <summary>A ring as a message in the app of an office: 企业微信 itself, or a bridge to another one.</summary>
public sealed class ChatTests
{
    private const string Phone = "13900000001";
    private static readonly CancellationToken stop = CancellationToken.None;

    private static RingDue Ring(int attempt = 1, CallKind about = CallKind.Task) =>
        new(
            new(new Guid("01890000-0000-7000-8000-000000000001")),
            new(about, Guid.Empty),
            Borough.Community,
            attempt,
            CallRung.Person,
            TimeProvider.System.GetUtcNow().AddMinutes(1)
        )
        {
            Channel = CallChannel.Chat,
        };

    private static WeCom App(Office office, TempFolder folder)
    {
        File.WriteAllText(folder["wecom.secret"], $"{Office.Secret}\n");
        return new(
            new Settings
            {
                PublicUrl = new("https://emergency.example"),
                WeCom = new()
                {
                    Url = office.Address,
                    Corp = Office.Corp,
                    Agent = Office.Agent,
                    SecretFile = folder["wecom.secret"],
                },
            },
            TimeProvider.System
        );
    }

    [Fact]
    public async Task A_card_says_no_name_and_is_shown_once_for_each_ring_however_often_it_is_sent()
    {
        await using var office = await Office.Start();
        using var folder = new TempFolder();
        using var app = App(office, folder);
        office.People[Phone] = "chief-1";
        var (first, second) = (Ring(), Ring(2));
        foreach (var ring in new[] { first, first, second })
            (await app.Send(ring, Phone, stop)).ShouldBe(ChatOutcome.Taken);
        office.Cards.Count.ShouldBe(2);
        office.Tokens.ShouldBe(1, "a token is asked for once");
        var card = office.Cards.First();
        (card.GetProperty("touser").GetString(), card.GetProperty("agentid").GetInt64()).ShouldBe(("chief-1", Office.Agent));
        var shown = card.GetProperty("textcard");
        shown.GetProperty("url").GetString().ShouldBe($"https://emergency.example/team?ring={first.GatewayKey}");
        shown.GetProperty("description").GetString().ShouldBe(Words.Of(CallKind.Task).Text);
        app.Advice.ShouldBeNull();
    }

    [Fact]
    public async Task A_token_that_is_none_any_more_is_asked_for_anew()
    {
        await using var office = await Office.Start();
        using var folder = new TempFolder();
        using var app = App(office, folder);
        office.People[Phone] = "chief-1";
        (await app.Send(Ring(), Phone, stop)).ShouldBe(ChatOutcome.Taken);
        office.End();
        (await app.Send(Ring(2), Phone, stop)).ShouldBe(ChatOutcome.Taken);
        office.Tokens.ShouldBe(3, "one was given, one taken back, one given");
    }

    [Fact]
    public async Task Nobody_with_this_number_and_who_has_left_are_not_known_and_no_trouble_of_the_app()
    {
        await using var office = await Office.Start();
        using var folder = new TempFolder();
        using var app = App(office, folder);
        (await app.Send(Ring(), Phone, stop)).ShouldBe(ChatOutcome.NotKnown);
        office.People[Phone] = "chief-1";
        (await app.Send(Ring(), Phone, stop)).ShouldBe(ChatOutcome.Taken, "they came later");
        office.Hidden["chief-1"] = true;
        (await app.Send(Ring(2), Phone, stop)).ShouldBe(ChatOutcome.NotKnown);
        office.People[Phone] = "chief-2";
        (await app.Send(Ring(3), Phone, stop)).ShouldBe(ChatOutcome.Taken, "another has the number now");
        app.Advice.ShouldBeNull();
    }

    [Theory]
    [InlineData(503, null, false)]
    [InlineData(null, 45009, false)]
    [InlineData(null, -1, false)]
    [InlineData(null, 301002, true)]
    public async Task An_app_that_is_away_or_busy_is_asked_again_and_one_that_says_no_is_not(int? status, int? code, bool refused)
    {
        await using var office = await Office.Start();
        using var folder = new TempFolder();
        using var app = App(office, folder);
        office.People[Phone] = "chief-1";
        (office.Status, office.Code) = (status, code);
        (await app.Send(Ring(), Phone, stop)).ShouldBe(refused ? ChatOutcome.Refused : ChatOutcome.Again);
        app.Advice.ShouldNotBeNull().ShouldContain(code is { } one ? $"answered {one}" : "did not answer", Case.Sensitive);
        (office.Status, office.Code) = (null, null);
        (await app.Send(Ring(), Phone, stop)).ShouldBe(ChatOutcome.Taken);
        app.Advice.ShouldBeNull();
    }

    [Theory]
    [InlineData("/cgi-bin/gettoken", """{"errcode":0}""")]
    [InlineData("/cgi-bin/user/getuserid", """{"errcode":0}""")]
    [InlineData("/cgi-bin/gettoken", "{}")]
    [InlineData("/cgi-bin/user/getuserid", "{}")]
    [InlineData("/cgi-bin/message/send", "{}")]
    [InlineData("/cgi-bin/message/send", """{"status":"ok"}""")]
    [InlineData("/cgi-bin/message/send", "<html>welcome</html>")]
    [InlineData("/cgi-bin/message/send", "null")]
    public async Task What_does_not_say_that_all_is_well_was_not_sent(string path, string body)
    {
        await using var office = await Office.Start();
        using var folder = new TempFolder();
        using var app = App(office, folder);
        office.People[Phone] = "chief-1";
        office.Instead = (path, body);
        (await app.Send(Ring(), Phone, stop)).ShouldBe(ChatOutcome.Again);
        app.Advice.ShouldNotBeNull();
        office.Cards.ShouldBeEmpty();
    }

    [Fact]
    public void A_secret_that_cannot_be_read_or_is_empty_is_said_at_the_start()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["empty"], " \n");
        foreach (var file in (string[])[folder["missing"], folder["empty"]])
            Should.Throw<CannotStart>(() => WeCom.Secret(new() { SecretFile = file })).Message.ShouldContain(file, Case.Sensitive);
    }

    [Fact]
    public async Task A_bridge_takes_it_once_knows_nobody_or_is_asked_again()
    {
        var secret = WebhookSecret.Parse(Borough.Secret)!;
        await using var centre = await Centre.Start(
            new("http://127.0.0.1:0", new Dictionary<string, WebhookSecret>(StringComparer.Ordinal) { ["chat"] = secret }),
            Script.Willing with
            {
                Chats = [404, 503, 400],
            },
            TimeProvider.System
        );
        var settings = new Settings();
        settings = settings with
        {
            Hotlines = settings.Hotlines.SetItem(Settings.Chat, new(Borough.Secret, new Uri(centre.Address, "/chat"))),
        };
        using var outgoing = new Outgoing(TimeProvider.System);
        var bridge = new ChatGateway(settings, outgoing, TimeProvider.System);
        (await bridge.Send(Ring(), Phone, stop)).ShouldBe(ChatOutcome.NotKnown);
        (await bridge.Send(Ring(2), Phone, stop)).ShouldBe(ChatOutcome.Again);
        (await bridge.Send(Ring(2), Phone, stop)).ShouldBe(ChatOutcome.Taken);
        (await bridge.Send(Ring(2), Phone, stop)).ShouldBe(ChatOutcome.Taken);
        (await bridge.Send(Ring(3), Phone, stop)).ShouldBe(ChatOutcome.Refused);
        centre.Log.All.Count(line => line.What == "shown").ShouldBe(1);
        bridge.Advice.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("ww", 1, "file", true, false, false)]
    [InlineData(null, 0, null, false, true, false)]
    [InlineData("ww", 1, "file", false, false, true)]
    [InlineData("ww", 0, "file", true, false, true)]
    [InlineData(null, 1, null, true, false, true)]
    [InlineData("ww", 1, "file", true, true, true)]
    public void Half_of_it_and_two_at_once_are_refused_at_the_start(
        string? corp,
        long agent,
        string? file,
        bool hasPage,
        bool hasBridge,
        bool faulty
    ) =>
        (
            new WeComSettings
            {
                Corp = corp,
                Agent = agent,
                SecretFile = file,
            }.Fault(hasPage, hasBridge)
            is not null
        ).ShouldBe(faulty);
}
