using System.Net;
using System.Text.Json.Nodes;
using Emergency.Server.Hotlines;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Live;
using Emergency.Testing;

namespace Emergency.Server.Tests.Hotlines;

public sealed class LinkTests(Borough borough)
{
    [Fact]
    public async Task A_dead_line_is_seen_with_the_number_to_dial_and_what_waits_goes_out_when_it_is_back()
    {
        var duty = await borough.Duty();
        var fire = (await duty.Post("/api/incidents", new { category = "medical", title = "老人晕倒", priority = "life", community = Borough.Community })).Is(201);
        await using var ear = await Ear.Open(borough.Stranger.Address, duty.Token);
        await borough.Folding.At(new(fire.Position!.Value), Until.AtMost, CancellationToken.None);
        await ear.Join("division", Borough.County);
        await ear.Join("incident", fire.String("id")!);
        await Until.True(() => borough.Service<Links>().All.Single(line => line.Hotline == "120").Link == Link.Up, "the line is up");
        try
        {
            borough.Centre.Down = true;
            await Until.True(() => Heard(ear, "division/411502") == "down" && Heard(ear, $"incident/{fire.String("id")}") == "down", "county and incident hear that the line is down");
            var shown = (await duty.Get("/api/hotlines")).Is(200)["items"].EnumerateArray().Single(line => line.GetProperty("hotline").GetString() == "120");
            (shown.GetProperty("link").GetString(), shown.GetProperty("dial").GetString(), shown.GetProperty("says").GetString()).ShouldBe(("down", "120", "线路中断，请拨 120。"));
            var offered = (await duty.Post($"/api/incidents/{fire.String("id")}/handovers", new { kind = "ambulance", text = "老人晕倒" })).Is(201).String("id");
            borough.Centre.Down = false;
            await Until.True(() => Heard(ear, "division/411502") == "up", "the county hears that it is back");
            await Until.True(() => borough.Centre.Log.All.Any(line => line.Handover == offered), "what waited has gone out");
            borough.Centre.Log.All.Count(line => line.Handover == offered).ShouldBe(1);
        }
        finally { borough.Centre.Down = false; }
    }

    [Fact]
    public async Task Every_line_is_named_also_the_one_without_a_machine_and_in_English_where_that_is_asked_for()
    {
        var lines = (await borough.Stranger.Get("/api/hotlines", ("Authorization", $"Bearer {(await borough.Duty()).Token}"), ("Accept-Language", "en"))).Is(200)["items"].EnumerateArray().ToList();
        lines.Select(line => line.GetProperty("hotline").GetString()).ShouldBe(["110", "119", "120", "12345"]);
        (lines[1].GetProperty("link").GetString(), lines[1].GetProperty("says").GetString()).ShouldBe(("voice", "No machine on this line: dial 119."));
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.20.0.5", true)]
    [InlineData("::1", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("fe80::1", false)]
    [InlineData("::", false)]
    public void Only_an_address_of_one_machine_is_connected_to(string address, bool fit) => Outgoing.IsHost(IPAddress.Parse(address)).ShouldBe(fit);

    private static string? Heard(Ear ear, string group) => ear.Changed.LastOrDefault(change => (string?)change["group"] == group && (string?)change["view"] == Links.View && (string?)change["key"] == "120") is JsonObject heard ? (string?)heard["value"]!["link"] : null;
}
