using System.Collections.Immutable;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Drills;

/// <summary>Drill (演练; kind "drill"): prepared, announced beforehand to the parties that must know, played in a realm of its own, ended.
/// Events inside it are in the realm's streams; this entity holds only acts on the drill itself.</summary>
/// <param name="Told">Confirmations that they know of it (先告知), by party.</param>
/// <param name="Real">Real incidents in its communities that nobody has ruled out yet: while there is one the drill stays paused.</param>
public sealed partial record Drill(
    DrillStage Stage,
    DrillFacts? Facts,
    ImmutableDictionary<Party, Told> Told,
    DrillStart? Start,
    RealmClock? Clock,
    int Factor,
    ImmutableHashSet<IncidentId> Real,
    ImmutableDictionary<string, InjectDone> Injects,
    ImmutableHashSet<Guid> Notes,
    ImmutableDictionary<string, Observed> Seen,
    DrillEnd? End
)
{
    public static readonly Code Unknown = new("drill.unknown"),
        AlreadyPrepared = new("drill.already-prepared"),
        NotTold = new("drill.not-told"),
        NotRunning = new("drill.not-running"),
        AlreadyStarted = new("drill.already-started"),
        Over = new("drill.over"),
        BadSpeed = new("drill.bad-speed"),
        RealCall = new("drill.real-call"),
        InjectDone = new("drill.inject-done"),
        NoCommunity = new("drill.no-community"),
        Standing = new("drill.standing"),
        Evaluated = new("drill.evaluated"),
        NotEnded = new("drill.not-ended"),
        Unanswered = new("drill.unanswered");

    /// <summary>Parties that know of every drill beforehand, also of an unannounced one: the four hotlines and the county's duty
    /// room.</summary>
    public static readonly ListOf<Party> Parties = [Party.Police, Party.FireRescue, Party.Ambulance, Party.ServiceLine, Party.DutyRoom];
    public static readonly Drill None = new(
        DrillStage.None,
        null,
        ImmutableDictionary<Party, Told>.Empty,
        null,
        null,
        RealmClock.Slowest,
        [],
        ImmutableDictionary.Create<string, InjectDone>(StringComparer.Ordinal),
        [],
        ImmutableDictionary.Create<string, Observed>(StringComparer.Ordinal),
        null
    );

    public ImmutableDictionary<ImprovementId, Improvement> Improvements { get; init; } =
        ImmutableDictionary<ImprovementId, Improvement>.Empty;

    /// <summary>Sheets that observers have filled in, one each.</summary>
    public ImmutableDictionary<AccountId, Sheet> Sheets { get; init; } = ImmutableDictionary<AccountId, Sheet>.Empty;

    /// <summary>讲评完成; null until then.</summary>
    public Evaluation? Evaluation { get; init; }

    public bool Playing => Stage is DrillStage.Running or DrillStage.Paused;

    /// <summary>Parties that have not confirmed yet. A secretary's own 桌推 needs no confirmation: nothing of it leaves the room.</summary>
    public IEnumerable<Party> Untold => Facts?.Form == DrillForm.Solo ? [] : Parties.Where(party => !Told.ContainsKey(party));
}

/// <summary>Party that is told beforehand: 110, 119, 120, 12345 and the county's duty room.</summary>
public enum Party
{
    Police,
    FireRescue,
    Ambulance,
    ServiceLine,
    DutyRoom,
}

public enum DrillStage
{
    None,
    Prepared,
    Running,
    Paused,
    Ended,
}

/// <summary>Reason why a drill's clock stands.</summary>
public enum PauseReason
{
    ByController,
    RealCall,
}

/// <summary>End of a drill: as planned, or by its stop word (停止演练).</summary>
public enum EndReason
{
    Finished,
    StopWord,
}

public enum InjectFate
{
    Fired,
    Skipped,
}

/// <param name="Scenario">Id of its scenario.</param>
/// <param name="Authority">Authority that holds the drill, 6 or 9 digits.</param>
/// <param name="Communities">Communities whose plan, team and residents it is played on: 12 digits each, at least one.</param>
/// <param name="Length">Planned length, by the realm's clock.</param>
/// <param name="Announced">False: players do not know beforehand; hotlines and duty room always do.</param>
/// <param name="SafetyOfficer">安全员, name and phone, sealed under the drill's own key.</param>
/// <param name="StopWord">Word that ends it at once, 1 to 20 characters.</param>
/// <param name="Schedule">Firing of a schedule it came from: schedule id and due time; null where somebody started it by hand.</param>
/// <param name="Version">Version of its scenario, from 1: later versions change neither the drill nor its report.</param>
/// <param name="WithoutPeople">True when it is played by crews alone: then its clock can leap.</param>
public sealed record DrillFacts(
    string Title,
    string Scenario,
    DrillForm Form,
    string Authority,
    ListOf<string> Communities,
    TimeSpan Length,
    bool Announced,
    Sealed SafetyOfficer,
    string StopWord,
    string? Schedule,
    int Version = 1,
    bool WithoutPeople = false
);

/// <summary>Confirmation of a party that it knows of the drill, with the person's name, sealed.</summary>
public sealed record Told(Party Party, Sealed Name, By By, DateTimeOffset At);

/// <param name="RealmAt">Time by the realm's clock at which it came.</param>
public sealed record InjectDone(string Inject, InjectFate Fate, DateTimeOffset RealmAt);

public sealed record DrillStart(By By, DateTimeOffset At);

public sealed record DrillEnd(EndReason Reason, By By, DateTimeOffset At, DateTimeOffset RealmAt);

public abstract record DrillCommand : Command;

public sealed record PrepareDrill(DrillFacts Facts, By By, DateTimeOffset At) : DrillCommand;

public sealed record TellParty(Party Party, Sealed Name, By By, DateTimeOffset At) : DrillCommand;

/// <param name="RealmAt">Time in the realm when it begins.</param>
public sealed record StartDrill(DateTimeOffset RealmAt, int Factor, By By, DateTimeOffset At) : DrillCommand;

public sealed record PauseDrill(By By, DateTimeOffset At) : DrillCommand;

public sealed record ResumeDrill(By By, DateTimeOffset At) : DrillCommand;

public sealed record SetSpeed(int Factor, By By, DateTimeOffset At) : DrillCommand;

/// <summary>Pauses the drill because of a 真实警情 in one of its communities: the clock stands until somebody has ruled the incident
/// out.</summary>
public sealed record MeetRealCall(IncidentId Incident, DateTimeOffset At) : DrillCommand;

/// <summary>Resumes it: 排除后接着练, or the incident is over.</summary>
public sealed record RuleOutRealCall(IncidentId Incident, By By, DateTimeOffset At) : DrillCommand;

public sealed record DoInject(string Inject, InjectFate Fate, By By, DateTimeOffset At) : DrillCommand;

/// <summary>Notes an observation of a controller or observer, sealed under the drill's key.</summary>
public sealed record NoteDrill(Guid Note, Sealed Text, By By, DateTimeOffset At) : DrillCommand;

/// <summary>Records an observer's statement on an expected action, during the drill or afterwards.</summary>
/// <param name="DoneAt">Time by the drill's clock; null where it was not done.</param>
public sealed record ObserveAction(string Expected, DateTimeOffset? DoneAt, By By, DateTimeOffset At) : DrillCommand;

public sealed record EndDrill(EndReason Reason, By By, DateTimeOffset At) : DrillCommand;

public abstract record DrillEvent : Event;

/// <summary>Event by which an account prepares or leads a drill.</summary>
public interface ILed
{
    /// <summary>Account that acted; null where a real call has stopped the clock.</summary>
    By? By { get; }
}

[Stored("drill.prepared.v1")]
public sealed record DrillPrepared(DrillFacts Facts, By By, DateTimeOffset At) : DrillEvent, ILed;

[Stored("drill.party-told.v1")]
public sealed record PartyTold(Party Party, Sealed Name, By By, DateTimeOffset At) : DrillEvent, ILed;

/// <summary>Starts the realm: its streams are the live ones before this event's position.</summary>
[Stored("drill.started.v1")]
public sealed record DrillStarted(DateTimeOffset RealmAt, int Factor, ListOf<string> Communities, By By, DateTimeOffset At)
    : DrillEvent,
        ILed;

[Stored("drill.paused.v1")]
public sealed record DrillPaused(PauseReason Reason, IncidentId? Incident, By? By, DateTimeOffset At) : DrillEvent, ILed;

[Stored("drill.resumed.v1")]
public sealed record DrillResumed(By By, DateTimeOffset At) : DrillEvent, ILed;

[Stored("drill.speed-set.v1")]
public sealed record SpeedSet(int Factor, By By, DateTimeOffset At) : DrillEvent, ILed;

[Stored("drill.real-call-ruled-out.v1")]
public sealed record RealCallRuledOut(IncidentId Incident, By By, DateTimeOffset At) : DrillEvent;

[Stored("drill.inject-played.v1")]
public sealed record InjectPlayed(string Inject, InjectFate Fate, DateTimeOffset RealmAt, By By, DateTimeOffset At) : DrillEvent, ILed;

[Stored("drill.noted.v1")]
public sealed record DrillNoted(Guid Note, Sealed Text, DateTimeOffset RealmAt, By By, DateTimeOffset At) : DrillEvent;

[Stored("drill.action-observed.v1")]
public sealed record ActionObserved(string Expected, DateTimeOffset? DoneAt, By By, DateTimeOffset At) : DrillEvent;

[Stored("drill.ended.v1")]
public sealed record DrillEnded(EndReason Reason, DateTimeOffset RealmAt, By By, DateTimeOffset At) : DrillEvent;

public sealed partial record Drill
{
    public static Decision Decide(Drill state, Command command) =>
        command switch
        {
            PrepareDrill c when state.Facts is { } facts => facts == c.Facts ? Nothing : Reject(AlreadyPrepared),
            PrepareDrill c => c.Facts.Communities.Count == 0 ? Reject(NoCommunity) : new DrillPrepared(c.Facts, c.By, c.At),
            Remind c => Improving.Remind(state.Improvements, c.At),
            DrillCommand when state.Facts is null => Reject(Unknown),
            ReviewCommand c => Reviewing.Decide(state, c),
            RuleOutRealCall c when !state.Real.Contains(c.Incident) => Nothing,
            NoteDrill c when state.Notes.Contains(c.Note) => Nothing,
            ObserveAction when state.Start is null => Reject(NotRunning),
            ObserveAction when state.Evaluation is not null => Reject(Evaluated),
            ObserveAction c => state.Seen.TryGetValue(c.Expected, out var said) && said.DoneAt == c.DoneAt
                ? Nothing
                : new ActionObserved(c.Expected, c.DoneAt, c.By, c.At),
            EndDrill when state.Stage == DrillStage.Ended => Nothing,
            MeetRealCall when !state.Playing => Nothing,
            DrillCommand when state.Stage == DrillStage.Ended => Reject(Over),
            TellParty c => state.Told.TryGetValue(c.Party, out var told) && told.Name == c.Name
                ? Nothing
                : new PartyTold(c.Party, c.Name, c.By, c.At),
            StartDrill when state.Start is not null => Reject(AlreadyStarted),
            StartDrill when state.Untold.Any() => Reject(NotTold, string.Join(",", state.Untold.Select(party => $"party.{party}"))),
            StartDrill c when !Fits(c.Factor) => Reject(BadSpeed),
            StartDrill c => new DrillStarted(c.RealmAt, c.Factor, state.Facts.Communities, c.By, c.At),
            DrillCommand when !state.Playing && command is not EndDrill => Reject(NotRunning),
            PauseDrill c => state.Stage == DrillStage.Paused ? Nothing : new DrillPaused(PauseReason.ByController, null, c.By, c.At),
            ResumeDrill when state.Stage == DrillStage.Running => Nothing,
            ResumeDrill c => state.Real.IsEmpty ? new DrillResumed(c.By, c.At) : Reject(RealCall),
            SetSpeed c when !Fits(c.Factor) => Reject(BadSpeed),
            SetSpeed c => state.Factor == c.Factor ? Nothing : new SpeedSet(c.Factor, c.By, c.At),
            MeetRealCall c => state.Real.Contains(c.Incident) ? Nothing : new DrillPaused(PauseReason.RealCall, c.Incident, null, c.At),
            RuleOutRealCall c => new RealCallRuledOut(c.Incident, c.By, c.At),
            DoInject when !state.Real.IsEmpty => Reject(RealCall),
            DoInject c => state.Injects.TryGetValue(c.Inject, out var done)
                ? done.Fate == c.Fate
                    ? Nothing
                    : Reject(InjectDone, c.Inject)
                : new InjectPlayed(c.Inject, c.Fate, state.Now(c.At), c.By, c.At),
            NoteDrill c => new DrillNoted(c.Note, c.Text, state.Now(c.At), c.By, c.At),
            EndDrill c => new DrillEnded(c.Reason, state.Now(c.At), c.By, c.At),
            SteeringCommand c => Steer(state, c),
            _ => throw new Unforeseen(command),
        };

    /// <summary>Returns the time in the drill; before its start, the live time.</summary>
    public DateTimeOffset Now(DateTimeOffset live) => Clock?.At(live) ?? live;

    private static bool Fits(int factor) => factor is >= RealmClock.Slowest and <= RealmClock.Fastest;

    public static Drill Evolve(Drill state, Event happened) =>
        happened switch
        {
            DrillPrepared e => state with { Stage = DrillStage.Prepared, Facts = e.Facts },
            PartyTold e => state with { Told = state.Told.SetItem(e.Party, new(e.Party, e.Name, e.By, e.At)) },
            DrillStarted e => state with
            {
                Stage = DrillStage.Running,
                Start = new(e.By, e.At),
                Clock = new(e.At, e.RealmAt, e.Factor),
                Factor = e.Factor,
            },
            DrillPaused e => state with
            {
                Stage = DrillStage.Paused,
                Clock = state.Clock?.From(e.At, 0),
                Real = e.Incident is { } real ? state.Real.Add(real) : state.Real,
            },
            DrillResumed e => state with { Stage = DrillStage.Running, Clock = state.Clock?.From(e.At, state.Factor) },
            SpeedSet e => state with
            {
                Factor = e.Factor,
                Clock = state.Stage == DrillStage.Running ? state.Clock?.From(e.At, e.Factor) : state.Clock,
            },
            RealCallRuledOut e => state with { Real = state.Real.Remove(e.Incident) },
            InjectPlayed e => state with
            {
                Injects = state.Injects.SetItem(e.Inject, new(e.Inject, e.Fate, e.RealmAt)),
                Held = state.Held.Remove(e.Inject),
            },
            DrillNoted e => state with { Notes = state.Notes.Add(e.Note) },
            ActionObserved e => state with { Seen = state.Seen.SetItem(e.Expected, new(e.Expected, e.DoneAt)) },
            ReviewEvent e => Reviewing.Evolve(state, e),
            DrillEnded e => state with
            {
                Stage = DrillStage.Ended,
                Clock = state.Clock?.From(e.At, 0),
                End = new(e.Reason, e.By, e.At, e.RealmAt),
            },
            DrillJumped or InjectHeld or InjectReleased or OutageBegan or OutageEnded => Steered(state, (DrillEvent)happened),
            _ => throw new Unforeseen(happened),
        };
}
