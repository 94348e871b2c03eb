using System.Collections.Immutable;
using Emergency.Domain.Teams;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Authorities;

/// <summary>Duty desk (值班室) of a county command centre or street office (kind "desk", key = its 6 or 9 digits): the officers who can keep
/// it, the dated roster (带班领导, 值班员), and the shift on duty. A shift keeps the desk until the next one has taken over (交班).</summary>
public sealed partial record DutyDesk(
    ImmutableDictionary<OfficerId, Officer> Officers,
    ImmutableDictionary<TurnKey, Turn> Roster,
    TakenOver? Taken
)
{
    public static readonly Code UnknownOfficer = new("desk.unknown-officer"),
        NobodyRostered = new("desk.nobody-rostered"),
        EarlierShift = new("desk.earlier-shift"),
        TooEarly = new("desk.too-early"),
        TurnTaken = new("desk.turn-taken"),
        TurnGone = new("desk.turn-gone");
    public static readonly DutyDesk None = new(
        ImmutableDictionary<OfficerId, Officer>.Empty,
        ImmutableDictionary<TurnKey, Turn>.Empty,
        null
    );
}

/// <summary>Officer of a desk; name, office held and phones are sealed in <paramref name="Contact"/>.</summary>
public sealed record Officer(OfficerId Id, Sealed Contact);

/// <summary>An officer's turn of duty.</summary>
public sealed record Turn(DateOnly Day, Shift Shift, Post Post, OfficerId Officer, DateTimeOffset From, DateTimeOffset To) : ITurn<TurnKey>
{
    public TurnKey Key => new(Day, Shift, Post, Officer);
    Guid ITurn<TurnKey>.Who => Officer.Value;
    public Watch Watch => new(Day, Shift);
}

public sealed record TurnKey(DateOnly Day, Shift Shift, Post Post, OfficerId Officer);

/// <summary>Shift of a day, no matter by whom it is kept.</summary>
public sealed record Watch(DateOnly Day, Shift Shift)
{
    public bool Follows(Watch other) => other is not null && (Day, Shift).CompareTo((other.Day, other.Shift)) > 0;
}

/// <summary>Last 交班: the shift that took over, with a sealed note of open matters.</summary>
/// <param name="Unrelieved">Number of hours after its end for which the shift still counts as keeping the desk, where the county had set
/// its own; null: the table's.</param>
public sealed record TakenOver(Watch Watch, Sealed? Note, By By, DateTimeOffset At, int? Unrelieved = null);

public abstract record DeskCommand : Command;

public sealed record RecordOfficers(ListOf<Officer> Officers, By By, DateTimeOffset At) : DeskCommand;

/// <summary>Removes an officer from the desk: their turns that have not ended are struck.</summary>
public sealed record RemoveOfficer(OfficerId Officer, By By, DateTimeOffset At) : DeskCommand;

public sealed record AddTurn(Turn Turn, By By, DateTimeOffset At) : DeskCommand;

public sealed record SwapTurn(TurnKey Was, Turn Turn, By By, DateTimeOffset At) : DeskCommand;

public sealed record StrikeTurn(TurnKey Turn, By By, DateTimeOffset At) : DeskCommand;

/// <summary>交班: hands the desk of the authority over to the named shift.</summary>
public sealed record HandOverDesk(string Authority, DateOnly Day, Shift Shift, Sealed? Note, By By, DateTimeOffset At) : DeskCommand
{
    public Watch Watch => new(Day, Shift);
}

public abstract record DeskEvent : Event;

[Stored("desk.officer-recorded.v1")]
public sealed record OfficerRecorded(Officer Officer, By By, DateTimeOffset At) : DeskEvent;

[Stored("desk.officer-removed.v1")]
public sealed record OfficerRemoved(OfficerId Officer, By By, DateTimeOffset At) : DeskEvent;

[Stored("desk.turn-rostered.v1")]
public sealed record TurnRostered(Turn Turn, By By, DateTimeOffset At) : DeskEvent;

[Stored("desk.turn-struck.v1")]
public sealed record TurnStruck(TurnKey Turn, By By, DateTimeOffset At) : DeskEvent;

/// <param name="Unrelieved">As in <see cref="TakenOver"/>.</param>
[Stored("desk.handed-over.v1")]
public sealed record DeskHandedOver(DateOnly Day, Shift Shift, Sealed? Note, By By, DateTimeOffset At, int? Unrelieved = null) : DeskEvent;

public sealed partial record DutyDesk
{
    public static Decision Decide(DutyDesk state, Command command) =>
        command switch
        {
            RecordOfficers c => Of(
                Imported
                    .News(c.Officers, one => one.Id, id => state.Officers.GetValueOrDefault(id))
                    .Select(one => new OfficerRecorded(one, c.By, c.At))
            ),
            RemoveOfficer c when !state.Officers.ContainsKey(c.Officer) => Nothing,
            RemoveOfficer c => Of(
                state
                    .Roster.Values.Ahead(c.Officer.Value, c.At)
                    .InOrder()
                    .Select(turn => (Event)new TurnStruck(turn.Key, c.By, c.At))
                    .Append(new OfficerRemoved(c.Officer, c.By, c.At))
            ),
            AddTurn c when !state.Officers.ContainsKey(c.Turn.Officer) => Reject(UnknownOfficer, c.Turn.Officer.ToString()),
            AddTurn c => state.Turns(c.By, c.At).Add(c.Turn),
            SwapTurn c when !state.Officers.ContainsKey(c.Turn.Officer) => Reject(UnknownOfficer, c.Turn.Officer.ToString()),
            SwapTurn c => state.Turns(c.By, c.At).Swap(c.Was, c.Turn),
            StrikeTurn c => state.Turns(c.By, c.At).Strike(c.Turn),
            HandOverDesk c when state.Taken?.Watch == c.Watch => Nothing,
            HandOverDesk c when state.Hours(c.Watch) is not { } hours => Reject(NobodyRostered),
            HandOverDesk c when state.Taken?.Watch.Follows(c.Watch) == true => Reject(EarlierShift),
            HandOverDesk c when state.Hours(c.Watch)!.Value.From - c.InForce.Time(Deadlines.DeskEarly, c.Authority) > c.At => Reject(
                TooEarly,
                Instant(state.Hours(c.Watch)!.Value.From)
            ),
            HandOverDesk c => new DeskHandedOver(c.Day, c.Shift, c.Note, c.By, c.At, c.InForce.Own(Deadlines.DeskUnrelieved, c.Authority)),
            _ => throw new Unforeseen(command),
        };

    private Roster<TurnKey, Turn> Turns(By by, DateTimeOffset at) =>
        new(
            Roster,
            new(
                TurnTaken,
                TurnGone,
                (turn, stands) => turn == stands,
                turn => new TurnRostered(turn, by, at),
                key => new TurnStruck(key, by, at)
            )
        );

    public static DutyDesk Evolve(DutyDesk state, Event happened) =>
        happened switch
        {
            OfficerRecorded e => state with { Officers = state.Officers.SetItem(e.Officer.Id, e.Officer) },
            OfficerRemoved e => state with { Officers = state.Officers.Remove(e.Officer) },
            TurnRostered e => state with { Roster = state.Roster.SetItem(e.Turn.Key, e.Turn) },
            TurnStruck e => state with { Roster = state.Roster.Remove(e.Turn) },
            DeskHandedOver e => state with { Taken = new(new(e.Day, e.Shift), e.Note, e.By, e.At, e.Unrelieved) },
            _ => throw new Unforeseen(happened),
        };
}
