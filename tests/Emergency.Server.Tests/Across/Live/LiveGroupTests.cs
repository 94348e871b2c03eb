using System.Text.Json.Nodes;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Broadcast;
using Emergency.Server.Infrastructure.Views;
using Emergency.Testing;

namespace Emergency.Server.Tests.Live;

public sealed class LiveGroupTests
{
    private static readonly Group County = Group.Division(Entities.Live, "411502");
    private readonly FakeTime _time = new();
    private readonly LiveGroup _group = new(County);
    private readonly Dictionary<string, object> _state = new(StringComparer.Ordinal) { ["a"] = 1 };
    private long _at = 5;
    private int _shown;

    [Fact]
    public async Task What_changes_while_the_answer_is_on_its_way_comes_after_it()
    {
        var wire = new Wire(_time);
        var joined = Join(wire);
        Change("a", 2);
        wire.Listener.Waiting.ShouldBe(1);
        wire.Answer(joined);
        var messages = await wire.Until(Wire.Changed("a", 2));
        ((int)messages[0]["type"]!).ShouldBe(3);
        ((int)Snapshot(messages)["a"]!).ShouldBe(1);
        messages.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_the_snapshot_holds_is_not_told_again()
    {
        var wire = new Wire(_time);
        var before = Packet("a", 1);
        wire.Answer(Join(wire));
        _group.Tell(before);
        Change("a", 2);
        var messages = await wire.Until(Wire.Changed("a", 2));
        messages.ShouldNotContain(message => Wire.Changed("a", 1)(message));
    }

    [Fact]
    public async Task Who_comes_a_moment_later_gets_the_same_snapshot_with_what_changed_since()
    {
        await Joined(new Wire(_time));
        Change("a", 2);
        Change("b", 7);
        var state = await Joined(new Wire(_time));
        ((int)state["a"]!).ShouldBe(2);
        ((int)state["b"]!).ShouldBe(7);
        Change("b", null);
        (await Joined(new Wire(_time))).ContainsKey("b").ShouldBeFalse();
        _shown.ShouldBe(1);
    }

    [Fact]
    public async Task A_snapshot_is_not_used_for_longer_than_a_second_once_something_changed()
    {
        await Joined(new Wire(_time));
        _time.Advance(TimeSpan.FromMinutes(1));
        await Joined(new Wire(_time));
        _shown.ShouldBe(1);
        Change("a", 2);
        _time.Advance(TimeSpan.FromSeconds(1));
        ((int)(await Joined(new Wire(_time)))["a"]!).ShouldBe(2);
        _shown.ShouldBe(2);
    }

    [Fact]
    public async Task For_who_reads_slowly_only_the_newest_of_each_key_waits()
    {
        var wire = new Wire(_time);
        wire.Answer(Join(wire));
        for (var value = 2; value <= 500; value++)
            Change(value % 2 == 0 ? "a" : "b", value);
        wire.Listener.Waiting.ShouldBe(2);
        wire.Listener.Head(new(_at), Infrastructure.Broadcast.Packet.Head(new(_at)));
        var messages = await wire.Until(message => (string?)message["target"] == "head");
        messages.Count(message => (string?)message["target"] == "changed").ShouldBeLessThanOrEqualTo(2);
        messages.ShouldContain(message => Wire.Changed("a", 500)(message));
        messages.ShouldContain(message => Wire.Changed("b", 499)(message));
        ((string?)messages[^1]["target"]).ShouldBe("head");
    }

    [Fact]
    public async Task After_a_goodbye_nothing_of_the_group_comes()
    {
        var wire = new Wire(_time);
        wire.Listener.Add(County, 1).ShouldBeTrue();
        wire.Answer(Join(wire));
        for (var value = 2; value <= 9; value++)
            Change("a", value);
        _group.Leave(wire.Listener);
        wire.Listener.Remove(County, "scope.not-yours");
        Change("a", 10);
        wire.Listener.Head(new(_at), Infrastructure.Broadcast.Packet.Head(new(_at)));
        var messages = await wire.Until(message => (string?)message["target"] == "head");
        messages[^2]["arguments"]!.AsArray().Select(argument => (string?)argument).ShouldBe(["division/411502", "scope.not-yours"]);
        messages.ShouldNotContain(message => Wire.Changed("a", 9)(message));
    }

    [Fact]
    public async Task Who_comes_back_too_late_gets_the_whole_state()
    {
        var since = _at;
        Change("a", 2);
        (await Answered(new Wire(_time), since))["missed"]!.AsArray().Count.ShouldBe(1);
        for (var value = 0; value < LiveGroup.Most; value++)
            Change("b", value);
        (await Answered(new Wire(_time), since))["snapshot"].ShouldNotBeNull();
        (await Answered(new Wire(_time), since + 1))["missed"]!.AsArray().Count.ShouldBe(LiveGroup.Most);
        _time.Advance(LiveGroup.Longest + TimeSpan.FromSeconds(1));
        _group.Trim(_time).ShouldBeFalse();
        (await Answered(new Wire(_time), _at - 1))["snapshot"].ShouldNotBeNull();
    }

    [Fact]
    public void A_group_without_listeners_and_changes_is_given_up_and_takes_nothing_more()
    {
        Change("a", 2);
        _group.Trim(_time).ShouldBeFalse();
        _time.Advance(LiveGroup.Longest + TimeSpan.FromSeconds(1));
        _group.Trim(_time).ShouldBeTrue();
        _group.Tell(Packet("a", 3)).ShouldBeFalse();
        _group.Join(new Wire(_time).Listener, null, Position.Start, Show, _time).ShouldBeNull();
    }

    [Fact]
    public async Task Where_a_team_stands_is_told_though_no_event_moved_the_position()
    {
        var wire = new Wire(_time);
        wire.Answer(Join(wire));
        _group.Tell(
            new Packet([new Entry(_group.Name, new(_at), new Change(County, "position", "chief", 1), _time.GetTimestamp(), passing: true)])
        );
        await wire.Until(Wire.Changed("chief", 1));
        (await Answered(new Wire(_time), _at))["missed"]!.AsArray().Count.ShouldBe(1);
    }

    private Joined Join(Wire wire, long? since = null) =>
        _group.Join(wire.Listener, since is { } at ? new Position(at) : null, Position.Start, Show, _time).ShouldNotBeNull();

    private (Position, IReadOnlyList<Change>) Show()
    {
        _shown++;
        return (new(_at), [.. _state.Select(pair => new Change(County, "light", pair.Key, pair.Value))]);
    }

    private Packet Packet(string key, int? value) =>
        new([new Entry(_group.Name, new(_at), new Change(County, "light", key, value), _time.GetTimestamp(), passing: false)]);

    private void Change(string key, int? value)
    {
        _at++;
        if (value is { } now)
            _state[key] = now;
        else
            _state.Remove(key);
        _group.Tell(Packet(key, value)).ShouldBeTrue();
    }

    private async Task<JsonNode> Answered(Wire wire, long? since)
    {
        wire.Answer(Join(wire, since));
        return (await wire.Until(message => (int?)message["type"] == 3))[0]["result"]!;
    }

    private async Task<IReadOnlyDictionary<string, JsonNode?>> Joined(Wire wire) => Items((await Answered(wire, null))["snapshot"]!);

    private static IReadOnlyDictionary<string, JsonNode?> Snapshot(IReadOnlyList<JsonNode> messages) =>
        Items(messages[0]["result"]!["snapshot"]!);

    private static IReadOnlyDictionary<string, JsonNode?> Items(JsonNode items) =>
        items.AsArray().ToDictionary(item => (string)item!["key"]!, item => item!["value"], StringComparer.Ordinal);
}
