namespace Emergency.Domain;

/// <summary>Request to an entity. It carries everything the decision needs: time, new ids, the asker, and facts looked up
/// elsewhere.</summary>
public abstract record Command
{
    /// <summary>Deadlines in force when the command is sent; the sender puts them in.</summary>
    public InForce InForce { get; init; } = InForce.Table;
}

/// <summary>Fact that has happened to an entity. The stored name of each event stands in the server's table of forms.</summary>
public abstract record Event;

/// <summary>Reason why a command is refused. It holds no text: sentences are made at the edge, from the code and the arguments.</summary>
public sealed record Rejection(Code Code, ListOf<string> Arguments);

/// <summary>Code of a refusal, as stable text "noun.what-is-wrong". Codes are static fields beside their noun, so that a test can enumerate
/// them.</summary>
public sealed record Code
{
    internal Code(string text) => Text = text;

    public string Text { get; }

    public override string ToString() => Text;
}

/// <summary>Answer of a decider: events, nothing, or a rejection. "Nothing" means that the request holds already; it is answered as
/// accepted with the position at which it became true.</summary>
public abstract record Decision
{
    private Decision() { }

    public sealed record Happened(ListOf<Event> Events) : Decision;

    public sealed record Idle : Decision;

    public sealed record Rejected(Rejection Rejection) : Decision;

    public static readonly Decision Nothing = new Idle();

    public static Decision Of(IEnumerable<Event> events)
    {
        var all = ListOf.From(events);
        return all.Count == 0 ? Nothing : new Happened(all);
    }

    public static Decision Reject(Code code, params ReadOnlySpan<string> arguments) =>
        new Rejected(new Rejection(code, ListOf.From(arguments)));

    /// <summary>An instant as the argument of a rejection: ISO 8601, UTC.</summary>
    public static string Instant(DateTimeOffset at) => at.ToUniversalTime().ToString("O", null);

    public static implicit operator Decision(Event happened) => new Happened([happened]);

    public static Decision ToDecision(Event happened) => happened;
}

/// <summary>Command or event without an arm in a switch: a bug, found by the test that sends each.</summary>
public sealed class Unforeseen(object what) : Exception($"no arm for {what?.GetType().Name}");

/// <summary>Event that sets or clears a due time of its entity. <see cref="DueOf"/> names the due time; a null <see cref="Due"/> clears
/// it.</summary>
public interface ISetsDue
{
    string DueOf { get; }
    DateTimeOffset? Due { get; }
}

/// <summary>Checks whether anything is due by now, and makes the events for it. Sent by the clock; harmless when nothing is due.</summary>
public sealed record Remind(DateTimeOffset At) : Command;

/// <summary>Event that came with a register file, so that the file can be undone.</summary>
public interface IImported
{
    ImportId? Import { get; }
}
