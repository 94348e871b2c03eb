using System.Text.Json.Nodes;

namespace Emergency.Drills.Plays;

/// <summary>
/// A play, the runner's script of a drill: HTTP calls, with the expected results after each. Not the scenario a trainer writes: that one
/// says what is expected of people. Holds the injects, the expectations with their times, and the end. Times are durations ("5s", "2m")
/// from the inject an expectation follows.
/// </summary>
/// <param name="Community">12-digit code of the community it happens in.</param>
/// <param name="Data">Folder of the registers the server's demo loads, from which the runner recounts; relative to the file.</param>
/// <param name="Simulator">Script (JSON) of the 120 and the voice gateway that are played as a process of their own; relative to the file.
/// Without it nobody answers.</param>
/// <param name="Values">Names that bodies and paths can use as {name}; {community}, {password} of all accounts and {try} are there
/// already.</param>
public sealed record Play(
    string Id,
    string Title,
    string Hazard,
    string Community,
    string Data,
    IReadOnlyList<string>? Objectives,
    IReadOnlyList<string>? Listen,
    string? Simulator,
    JsonObject? Values,
    IReadOnlyList<Inject> Injects,
    IReadOnlyList<Expectation> Expect,
    Ending End
);

/// <summary>
/// Something that happens to the players, or that they do. Injects follow one another; the next begins when the expectations of this one
/// are settled, unless <paramref name="Overlap"/>.
/// </summary>
/// <param name="As">Account that acts.</param>
/// <param name="Do">Exactly one of: hotline, post, put, delete, get, import, doors, roster, join, simulator (down or up: the line to 120),
/// tasks.</param>
/// <param name="Status">HTTP status that must come back; 200 to 299 when absent.</param>
/// <param name="Code">Problem code that must come back.</param>
/// <param name="Keep">Name → path in the answer.</param>
/// <param name="Where">Path in the answer → value that must stand there.</param>
public sealed record Inject(
    string Id,
    string Title,
    string? As,
    Act Do,
    int? Status,
    string? Code,
    JsonObject? Keep,
    JsonObject? Where,
    bool Overlap,
    string? Objective,
    Kill? Kill
);

/// <summary>
/// With <c>--kill</c> the server is killed once this inject was answered, and it is tried again until the kill fell where it should. {try}
/// counts.
/// </summary>
/// <param name="Before">Expectation after this inject that must be seen only after the kill.</param>
/// <param name="From">First inject to be played again for another try; this one where absent.</param>
/// <param name="At">Instant of the kill; at once where absent.</param>
/// <param name="Stored">Form of an event that must lie in the journal before the kill.</param>
/// <param name="Unstored">Form of an event that must come only after it.</param>
/// <param name="Of">Id that these events name, such as that of a task; any events where absent. Earlier tries leave things behind that go
/// on by themselves.</param>
/// <param name="Unlogged">Line of the simulator's log that must come only after it: member → value that stands there.</param>
public sealed record Kill(string Before, string? From, string? At, string? Stored, string? Unstored, string? Of, JsonObject? Unlogged);

/// <summary>An act; exactly one member is set.</summary>
public sealed record Act(
    HotlineAct? Hotline,
    RequestAct? Post,
    RequestAct? Put,
    RequestAct? Delete,
    RequestAct? Get,
    ImportAct? Import,
    DoorsAct? Doors,
    RosterAct? Roster,
    JoinAct? Join,
    string? Simulator,
    TasksAct? Tasks
);

public sealed record HotlineAct(string Line, string Type, JsonObject Data);

public sealed record RequestAct(string Path, JsonNode? Body);

/// <param name="Text">The file's text.</param>
public sealed record ImportAct(string Kind, string File, string Text);

/// <summary>A roster of one shift that covers this moment, written by the runner: no clock is set, the shift is laid around now.</summary>
public sealed record RosterAct(string Shift, IReadOnlyList<RosterTurn> Turns);

public sealed record RosterTurn(string Post, string Member);

/// <summary>Door acts, each followed by a recount of all figures.</summary>
/// <param name="Area">The area they lie in, or the name of one.</param>
public sealed record DoorsAct(JsonNode Area, IReadOnlyList<DoorAct> Acts);

/// <param name="Person">Register number, or the name a visitor was added under.</param>
/// <param name="Rest">persons or households: everybody who is not settled yet, one act each.</param>
/// <param name="As">Account that acts, where it is not the inject's.</param>
public sealed record DoorAct(
    string? As,
    string? Person,
    string? Household,
    string? Visitor,
    string? Rest,
    string? TakeOver,
    string? State,
    JsonObject? Note,
    bool All,
    int? Status,
    string? Code
);

/// <summary>Reports every task of a class done that is open at that moment.</summary>
/// <param name="Finish">life, wait or professional.</param>
public sealed record TasksAct(string Finish);

/// <summary>Joins a group of the live hub; for the kind me the account's own group.</summary>
public sealed record JoinAct(string Kind, string? Group);

/// <summary>
/// Expectation after an inject: seen not before <paramref name="Due"/> (a duration, or {name} of a kept instant), and not later than
/// <paramref name="Within"/> after it.
/// </summary>
public sealed record Expectation(
    string Id,
    string Title,
    string After,
    string? Due,
    string? Within,
    Sight? See,
    Reading? Read,
    Sight? Never,
    LogSight? Log,
    string? Objective
);

/// <summary>A change on the live hub, as received by an account.</summary>
public sealed record Sight(string As, string View, string? Key, JsonObject? Where);

/// <summary>An answer of the server, asked for again until it holds or the time is over.</summary>
public sealed record Reading(string As, string Path, JsonObject Where, JsonObject? Keep);

/// <summary>Lines of 120's own log, asked for again until the condition holds or the time is over.</summary>
/// <param name="Pick">Filter of its log's lines: member → value that must stand there, or a list of possible values.</param>
/// <param name="Where">Path in { items: the lines } → value that must stand there.</param>
public sealed record LogSight(JsonObject? Pick, JsonObject Where);

public sealed record Ending(string Within);
