using Emergency.Domain;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Accounts.Outside;
using Emergency.Server.Tests.People;

namespace Emergency.Server.Tests.Accounts;

/// <summary>A browser's state between two steps of a sign-in: taken unchanged, for its own purpose, until it expires.</summary>
public sealed class TurnTests : IAsyncLifetime
{
    private static readonly DateTimeOffset At = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);
    private static readonly AccountId Someone = new("secretary"),
        Another = new("duty");
    private TestKeys _keys = null!,
        _others = null!;

    public async ValueTask InitializeAsync() => (_keys, _others) = (await TestKeys.Make(), await TestKeys.Make());

    public async ValueTask DisposeAsync()
    {
        await _keys.DisposeAsync();
        await _others.DisposeAsync();
    }

    [Fact]
    public void A_question_to_a_passkey_is_answered_within_five_minutes_by_whom_and_for_what_it_was_asked()
    {
        var turn = new PasskeyTurn(PasskeyTurn.Prove, Someone, At, """{"challenge":"a"}""");
        var text = turn.Text(_keys.Keyring);
        Parsed(text, 0).ShouldBe(turn);
        Parsed(text, 299.999).ShouldBe(turn);
        Parsed(text, 300).ShouldBeNull("it is over");
        Parsed(text, -30).ShouldBe(turn, "asked by a node whose clock is ahead");
        Parsed(text, -30.001).ShouldBeNull("it was not asked yet");
        PasskeyTurn.Parse(text, PasskeyTurn.New, Someone, _keys.Keyring, At).ShouldBeNull("asked for something else");
        PasskeyTurn.Parse(text, PasskeyTurn.Prove, Another, _keys.Keyring, At).ShouldBeNull("asked of somebody else");
        PasskeyTurn.Parse(text, PasskeyTurn.Prove, Someone, _others.Keyring, At).ShouldBeNull("asked by another installation");
        foreach (var wrong in Changed(text))
            Parsed(wrong, 0).ShouldBeNull(wrong);

        PasskeyTurn? Parsed(string? said, double seconds) =>
            PasskeyTurn.Parse(said, PasskeyTurn.Prove, Someone, _keys.Keyring, At.AddSeconds(seconds));
    }

    [Fact]
    public void A_turn_at_the_issuer_is_over_after_ten_minutes()
    {
        var turn = OutsideTurn.Begin(At);
        var text = turn.Text(_keys.Keyring);
        OutsideTurn.Parse(text, _keys.Keyring, At.AddSeconds(599)).ShouldBe(turn);
        OutsideTurn.Parse(text, _keys.Keyring, At.AddSeconds(-30)).ShouldBe(turn, "begun at a node whose clock is ahead");
        OutsideTurn.Parse(text, _keys.Keyring, At.AddSeconds(-31)).ShouldBeNull("it has not begun yet");
        OutsideTurn.Parse(text, _keys.Keyring, At.AddSeconds(600)).ShouldBeNull("it is over");
        OutsideTurn.Parse(text, _others.Keyring, At).ShouldBeNull("begun at another installation");
        foreach (var wrong in Changed(text))
            OutsideTurn.Parse(wrong, _keys.Keyring, At).ShouldBeNull(wrong);
    }

    /// <summary>The text with each of its three parts changed, cut or missing.</summary>
    private static IEnumerable<string?> Changed(string text)
    {
        yield return null;
        yield return "";
        yield return text[..^1];
        yield return text + ".";
        for (var part = 0; part < 3; part++)
        {
            var parts = text.Split('.');
            var first = parts[part][0];
            parts[part] = (first == '1' ? '2' : '1') + parts[part][1..];
            yield return string.Join('.', parts);
        }
    }
}
