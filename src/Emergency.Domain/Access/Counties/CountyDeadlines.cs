using Emergency.Domain.Confirmations;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Counties;

/// <summary>时限: values a county has set for its deadlines in place of the table's (kind "deadlines", key = its 6 digits). The commander
/// asks, a second person of the county confirms; the value then holds for everything that begins from that moment on, while running matters
/// keep their due times. <see cref="Deadlines"/> lists the deadlines and the range of each.</summary>
/// <param name="Settings">All settings ever made, the oldest first.</param>
public sealed partial record CountyDeadlines(ListOf<DeadlineSetting> Settings)
{
    public static readonly Code Law = new("deadline.law"),
        OutOfRange = new("deadline.out-of-range"),
        OutOfOrder = new("deadline.out-of-order"),
        Changed = new("deadline.changed");
    public static readonly CountyDeadlines None = new([]);

    /// <summary>Finds the last setting of a deadline; null where there is none.</summary>
    public DeadlineSetting? Last(Deadline of) => Settings.LastOrDefault(one => one.Code == of.Code);

    /// <summary>The value in force, in the deadline's unit.</summary>
    public int Value(Deadline of) => Last(of)?.Value ?? of.Usual;
}

/// <summary>Setting of a deadline: by whom, why, and who confirmed it.</summary>
/// <param name="Value">Value in the deadline's unit; null: back to the table's value.</param>
public sealed record DeadlineSetting(string Code, int? Value, Sealed Reason, By By, By ConfirmedBy, DateTimeOffset At);

public abstract record CountyDeadlinesCommand : Command;

/// <param name="Value">Value in the deadline's unit, within its range; null: back to the table's value.</param>
/// <param name="Before">Value in force when it was asked for: if it has changed meanwhile, it is not overwritten.</param>
public sealed record SetDeadline(Deadline Of, int? Value, int Before, Sealed Reason, By By, By ConfirmedBy, DateTimeOffset At)
    : CountyDeadlinesCommand;

public abstract record CountyDeadlinesEvent : Event;

/// <param name="Value">As in <see cref="DeadlineSetting"/>.</param>
[Stored("deadlines.deadline-set.v1")]
public sealed record DeadlineSet(string Code, int? Value, Sealed Reason, By By, By ConfirmedBy, DateTimeOffset At) : CountyDeadlinesEvent;

public sealed partial record CountyDeadlines
{
    public static Decision Decide(CountyDeadlines state, Command command) =>
        command switch
        {
            SetDeadline c when state.Holds(c.Of, c.Value) => Nothing,
            SetDeadline c when Confirmation.IsOne(c.By, c.ConfirmedBy) => Reject(Confirmation.Own),
            SetDeadline c when state.Against(c.Of, c.Value) is { } against => new Decision.Rejected(against),
            SetDeadline c when state.Value(c.Of) != c.Before => Reject(Changed),
            SetDeadline c => new DeadlineSet(c.Of.Code, c.Value, c.Reason, c.By, c.ConfirmedBy, c.At),
            _ => throw new Unforeseen(command),
        };

    /// <summary>Tells whether the value holds already. A county that sets the table's own value has set nothing.</summary>
    public bool Holds(Deadline of, int? value) => Value(of) == (value ?? of.Usual);

    /// <summary>Returns the reason why nobody can set this value; null where it can be set.</summary>
    public Rejection? Against(Deadline of, int? value)
    {
        if (of.Article is { } article)
            return new(Law, [article]);
        var wished = value ?? of.Usual;
        if (wished < of.Least || wished > of.Most)
            return new(OutOfRange, [$"{of.Least}", $"{of.Most}"]);
        foreach (var (earlier, later) in Deadlines.InOrder)
        {
            if (of == earlier && wished >= Value(later))
                return new(OutOfOrder, [later.Code]);
            if (of == later && wished <= Value(earlier))
                return new(OutOfOrder, [earlier.Code]);
        }
        return null;
    }

    public static CountyDeadlines Evolve(CountyDeadlines state, Event happened) =>
        happened switch
        {
            DeadlineSet e => new(state.Settings.Add(new(e.Code, e.Value, e.Reason, e.By, e.ConfirmedBy, e.At))),
            _ => throw new Unforeseen(happened),
        };
}
