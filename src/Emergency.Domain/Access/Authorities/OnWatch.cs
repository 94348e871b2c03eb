using Emergency.Domain.Teams;

namespace Emergency.Domain.Authorities;

public sealed partial record DutyDesk
{
    /// <summary>Returns the turns of a shift, the lead first.</summary>
    public IEnumerable<Turn> Keeping(Watch watch) => Roster.Values.Where(turn => turn.Watch == watch).InOrder();

    /// <summary>Returns the planned hours of a shift; null where nobody is rostered for it.</summary>
    public (DateTimeOffset From, DateTimeOffset To)? Hours(Watch watch) =>
        Keeping(watch).ToList() is { Count: > 0 } turns ? (turns.Min(turn => turn.From), turns.Max(turn => turn.To)) : null;

    /// <summary>Returns the shift on duty: the one that took over last, also after its hours until it is relieved; by the roster where
    /// nobody ever took over or the last takeover is long past.</summary>
    public Watch? Having(DateTimeOffset at) =>
        Taken is { } taken
        && Hours(taken.Watch) is { } hours
        && at < hours.To + Deadlines.DeskUnrelieved.Span(taken.Unrelieved ?? Deadlines.DeskUnrelieved.Usual)
            ? taken.Watch
            : Planned(at);

    /// <summary>Returns the shift that should be on duty by the roster.</summary>
    public Watch? Planned(DateTimeOffset at) =>
        Roster.Values.Where(turn => turn.Covers(at)).Select(turn => turn.Watch).MaxBy(watch => (watch.Day, watch.Shift));

    /// <summary>Returns the shift that takes over next: the first one rostered after the one on duty.</summary>
    public Watch? Next(DateTimeOffset at) =>
        Having(at) is { } having
            ? Roster.Values.Select(turn => turn.Watch).Where(watch => watch.Follows(having)).MinBy(watch => (watch.Day, watch.Shift))
            : Roster.Values.Where(turn => turn.From > at).Select(turn => turn.Watch).MinBy(watch => (watch.Day, watch.Shift));

    /// <summary>Returns the time since which the next shift should have been on duty; null while nothing is late.</summary>
    public DateTimeOffset? LateSince(DateTimeOffset at) =>
        Planned(at) is { } planned && Having(at) is { } having && planned.Follows(having) ? Hours(planned)!.Value.From : null;
}
