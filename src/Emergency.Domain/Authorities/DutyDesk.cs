using System.Collections.Immutable;
using Emergency.Domain.Communities;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Authorities;

/// <summary>The duty desk (值班室) of a county command centre or street office (kind "desk", key = its 6 or 9 digits): who may keep it, the dated roster (带班领导, 值班员), and which shift has it. Who has it keeps it until the next shift has taken over (交班).</summary>
public sealed partial record DutyDesk(ImmutableDictionary<OfficerId, Officer> Officers, ImmutableDictionary<TurnKey, Turn> Roster, TakenOver? Taken)
{
    public static readonly Code UnknownOfficer = new("desk.unknown-officer"), NobodyRostered = new("desk.nobody-rostered"), EarlierShift = new("desk.earlier-shift"), TooEarly = new("desk.too-early"), TurnTaken = new("desk.turn-taken"), TurnGone = new("desk.turn-gone");
    public static readonly DutyDesk None = new(ImmutableDictionary<OfficerId, Officer>.Empty, ImmutableDictionary<TurnKey, Turn>.Empty, null);
    /// <summary>How long before its shift begins somebody may take over, and how long after its end a shift that was not relieved is still taken to sit there. Local settings.</summary>
    public static readonly TimeSpan Early = TimeSpan.FromHours(4), Unrelieved = TimeSpan.FromHours(12);
}

/// <summary>Name, office held and phones are sealed in <paramref name="Contact"/>.</summary>
public sealed record Officer(OfficerId Id, Sealed Contact);
/// <summary>One turn of duty: <paramref name="Day"/> is the day the shift begins in Asia/Shanghai; from and to are instants.</summary>
public sealed record Turn(DateOnly Day, Shift Shift, Post Post, OfficerId Officer, DateTimeOffset From, DateTimeOffset To)
{
    public TurnKey Key => new(Day, Shift, Post, Officer);
    public Watch Watch => new(Day, Shift);
}
public sealed record TurnKey(DateOnly Day, Shift Shift, Post Post, OfficerId Officer);
/// <summary>A shift of a day, whoever keeps it.</summary>
public sealed record Watch(DateOnly Day, Shift Shift)
{
    public bool Follows(Watch other) => other is not null && (Day, Shift).CompareTo((other.Day, other.Shift)) > 0;
}
/// <summary>The last 交班: which shift took over, with a sealed note of what is open.</summary>
public sealed record TakenOver(Watch Watch, Sealed? Note, By By, DateTimeOffset At);

public abstract record DeskCommand : Command;
public sealed record RecordOfficers(ListOf<Officer> Officers, By By, DateTimeOffset At) : DeskCommand;
/// <summary>Somebody keeps the desk no more: their turns that have not ended are struck.</summary>
public sealed record RemoveOfficer(OfficerId Officer, By By, DateTimeOffset At) : DeskCommand;
/// <summary>Adds one turn and leaves all others: two desks that write the same day in the same second lose nothing.</summary>
public sealed record AddTurn(Turn Turn, By By, DateTimeOffset At) : DeskCommand;
/// <summary>Puts one turn in the place of another, which must still stand: whoever comes second learns that it was changed.</summary>
public sealed record SwapTurn(TurnKey Was, Turn Turn, By By, DateTimeOffset At) : DeskCommand;
public sealed record StrikeTurn(TurnKey Turn, By By, DateTimeOffset At) : DeskCommand;
/// <summary>交班: the named shift has the desk from now on.</summary>
public sealed record HandOverDesk(DateOnly Day, Shift Shift, Sealed? Note, By By, DateTimeOffset At) : DeskCommand { public Watch Watch => new(Day, Shift); }

public abstract record DeskEvent : Event;
public sealed record OfficerRecorded(Officer Officer, By By, DateTimeOffset At) : DeskEvent;
public sealed record OfficerRemoved(OfficerId Officer, By By, DateTimeOffset At) : DeskEvent;
public sealed record TurnRostered(Turn Turn, By By, DateTimeOffset At) : DeskEvent;
public sealed record TurnStruck(TurnKey Turn, By By, DateTimeOffset At) : DeskEvent;
public sealed record DeskHandedOver(DateOnly Day, Shift Shift, Sealed? Note, By By, DateTimeOffset At) : DeskEvent;

public sealed partial record DutyDesk
{
    public static Decision Decide(DutyDesk state, Command command) => command switch
    {
        RecordOfficers c => Of(Imported.News(c.Officers, one => one.Id, id => state.Officers.GetValueOrDefault(id)).Select(one => new OfficerRecorded(one, c.By, c.At))),
        RemoveOfficer c when !state.Officers.ContainsKey(c.Officer) => Nothing,
        RemoveOfficer c => Of(state.Roster.Values.Where(turn => turn.Officer == c.Officer && turn.To > c.At).Select(turn => turn.Key).Order(InOrder).Select(key => (Event)new TurnStruck(key, c.By, c.At)).Append(new OfficerRemoved(c.Officer, c.By, c.At))),
        AddTurn c when !state.Officers.ContainsKey(c.Turn.Officer) => Reject(UnknownOfficer, c.Turn.Officer.ToString()),
        AddTurn c when !state.Roster.ContainsKey(c.Turn.Key) => new TurnRostered(c.Turn, c.By, c.At),
        AddTurn c => state.Roster[c.Turn.Key] == c.Turn ? Nothing : IsTaken(state, c.Turn.Key),
        SwapTurn c => Swap(state, c),
        StrikeTurn c => state.Roster.ContainsKey(c.Turn) ? new TurnStruck(c.Turn, c.By, c.At) : Nothing,
        HandOverDesk c when state.Taken?.Watch == c.Watch => Nothing,
        HandOverDesk c when state.Hours(c.Watch) is not { } hours => Reject(NobodyRostered),
        HandOverDesk c when state.Taken?.Watch.Follows(c.Watch) == true => Reject(EarlierShift),
        HandOverDesk c when state.Hours(c.Watch)!.Value.From - Early > c.At => Reject(TooEarly, Instant(state.Hours(c.Watch)!.Value.From)),
        HandOverDesk c => new DeskHandedOver(c.Day, c.Shift, c.Note, c.By, c.At),
        _ => throw new Unforeseen(command),
    };

    private static Decision Swap(DutyDesk state, SwapTurn c)
    {
        var (key, stands) = (c.Turn.Key, state.Roster.ContainsKey(c.Was));
        if (!state.Officers.ContainsKey(c.Turn.Officer)) return Reject(UnknownOfficer, c.Turn.Officer.ToString());
        if (state.Roster.GetValueOrDefault(key) == c.Turn && (c.Was == key || !stands)) return Nothing;
        if (!stands) return Reject(TurnGone);
        if (c.Was == key) return new TurnRostered(c.Turn, c.By, c.At);
        return state.Roster.ContainsKey(key) ? IsTaken(state, key) : Of([new TurnStruck(c.Was, c.By, c.At), new TurnRostered(c.Turn, c.By, c.At)]);
    }

    private static Decision IsTaken(DutyDesk state, TurnKey key) => Reject(TurnTaken, Instant(state.Roster[key].From), Instant(state.Roster[key].To));

    private static readonly Comparer<TurnKey> InOrder = Comparer<TurnKey>.Create((one, other) => (one.Day, one.Shift, one.Post, one.Officer.Value).CompareTo((other.Day, other.Shift, other.Post, other.Officer.Value)));

    public static DutyDesk Evolve(DutyDesk state, Event happened) => happened switch
    {
        OfficerRecorded e => state with { Officers = state.Officers.SetItem(e.Officer.Id, e.Officer) },
        OfficerRemoved e => state with { Officers = state.Officers.Remove(e.Officer) },
        TurnRostered e => state with { Roster = state.Roster.SetItem(e.Turn.Key, e.Turn) },
        TurnStruck e => state with { Roster = state.Roster.Remove(e.Turn) },
        DeskHandedOver e => state with { Taken = new(new(e.Day, e.Shift), e.Note, e.By, e.At) },
        _ => throw new Unforeseen(happened),
    };
}
