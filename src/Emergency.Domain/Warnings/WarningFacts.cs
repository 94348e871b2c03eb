using Emergency.Domain.Places;

namespace Emergency.Domain.Warnings;

/// <summary>红橙黄蓝 of a warning; never of an incident, which has a grade, and never of a response.</summary>
public enum WarningLevel
{
    Blue,
    Yellow,
    Orange,
    Red,
}

/// <summary>Only what is actual warns anybody; exercises, tests, the network's own messages and drafts are kept as what they are.</summary>
public enum WarningStatus
{
    Actual,
    Exercise,
    System,
    Test,
    Draft,
}

/// <summary>What names a message for ever (CAP 1.2, 3.2.1).</summary>
public sealed record MessageKey(string Sender, string Identifier, DateTimeOffset Sent);

/// <summary>What one message warns of. Nothing here is sealed: it was issued to be spread, is written by an office and never holds what somebody told in confidence.</summary>
/// <param name="Home">Division code of the desk that received it; each county receives, confirms and lifts for itself.</param>
/// <param name="Public">False for what the sender meant for services only.</param>
/// <param name="References">Earlier messages it takes the place of.</param>
/// <param name="Hazard">Null where nobody could say from the message what it is.</param>
/// <param name="Level">Null where the message says neither colour nor severity.</param>
/// <param name="From">In force from then, until just before <paramref name="Until"/>.</param>
/// <param name="Onset">When what it warns of is expected to begin.</param>
/// <param name="Played">An exercise that a drill plays in its own realm: there it is taken in earnest. Never in live.</param>
/// <param name="ByHand">Written by the desk itself: no message can end it without being asked about.</param>
/// <param name="Unlisted">Its sender is not one of those whose word this desk takes: what it says of earlier messages waits for a person.</param>
/// <param name="Divisions">Looked up when it was received: codes within Home that its areas reach, the largest that are reached whole. Empty where none is known.</param>
public sealed record WarningFacts(
    string Home,
    MessageKey Key,
    WarningStatus Status,
    bool Public,
    ListOf<MessageKey> References,
    Category? Hazard,
    WarningLevel? Level,
    ListOf<WarningText> Texts,
    DateTimeOffset From,
    DateTimeOffset? Onset,
    DateTimeOffset Until,
    ListOf<WarningArea> Areas,
    ListOf<string> Divisions,
    bool? Played = null,
    bool? ByHand = null,
    bool? Unlisted = null
)
{
    /// <summary>A message that says several things is several warnings: which of them it is, from 2; null for the first.</summary>
    public int? Part { get; init; }

    /// <summary>Divisions that its words leave out (除…外): whom it holds for, a person says. Null where they leave out nothing.</summary>
    public ListOf<string>? Excluded { get; init; }

    /// <summary>Nobody can say from the message where it is: it stands for all of ours until a person says so.</summary>
    public bool? Unplaced { get; init; }

    /// <summary>What a person has to say of it.</summary>
    public WarningDoubt? Doubt { get; init; }

    /// <summary>What of the message was not understood.</summary>
    public ListOf<MessageMark>? Marks { get; init; }

    /// <summary>Whether a person says whom it holds for before anybody is called.</summary>
    public bool AsksWhere => Excluded is not null || Unplaced == true;

    /// <summary>Whether it warns anybody: what is actual, and in a drill's realm what is played there.</summary>
    public bool Actual => Status == WarningStatus.Actual || Played == true;

    /// <summary>Whether it reaches anybody of the desk that received it.</summary>
    public bool Reaches => Divisions.Count > 0;

    public bool Holds(DateTimeOffset at) => From <= at && at < Until;

    /// <summary>Whether a division lies in what it warns, or holds a part of it.</summary>
    public bool Touches(string division) =>
        Divisions.Any(code => code.StartsWith(division, StringComparison.Ordinal) || division.StartsWith(code, StringComparison.Ordinal));
}

/// <summary>What a message leaves open: an update that names no earlier message; a headline that speaks only of an end, though the message does not say that it ends anything.</summary>
public enum WarningDoubt
{
    NamesNothing,
    ReadsAsLifting,
}

/// <summary>A place in a message that was not understood: the element or the words, and why.</summary>
public sealed record MessageMark(string Path, string Code)
{
    public const string Excluded = "excluded",
        UnknownPlace = "unknown-place",
        UnknownCode = "unknown-code",
        UnknownHazard = "unknown-hazard";
}

/// <summary>What a message says that only takes back.</summary>
/// <param name="Divisions">Of ours, where it is over as it says; empty where it does not say.</param>
/// <param name="Part">Which part of a message it is that warns of something else too; null where it takes back alone.</param>
public sealed record TakingBack(ListOf<WarningText> Texts, Category? Hazard, ListOf<string> Divisions, string? Note, int? Part);

/// <summary>What it says in one language; <paramref name="Event"/> is the hazard in the issuer's own word (暴雨).</summary>
public sealed record WarningText(string Language, string Event, string? Issuer, string? Headline, string? Description, string? Instruction);

/// <summary>One of its areas: in words, drawn where a shape came with it, and by division codes.</summary>
public sealed record WarningArea(string Description, Area? Shape, ListOf<string> Codes);
