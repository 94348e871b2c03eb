using System.Runtime.InteropServices;
using Emergency.Domain;

namespace Emergency.Hotlines.Cap;

/// <summary>
/// A message of the Common Alerting Protocol 1.2 (OASIS, 2010). Sender, identifier and time sent together name it. Resources and signatures
/// are not kept: nothing they point to is ever fetched.
/// </summary>
/// <param name="Incidents">Names of incidents that several messages concern, as written.</param>
public sealed record CapAlert(
    string Identifier,
    string Sender,
    DateTimeOffset Sent,
    CapStatus Status,
    CapMessageType Type,
    CapScope Scope,
    string? Restriction,
    string? Note,
    ListOf<CapReference> References,
    string? Incidents,
    ListOf<CapInfo> Infos
);

/// <summary>Reference of a message to an earlier one.</summary>
public sealed record CapReference(string Sender, string Identifier, DateTimeOffset Sent);

/// <summary>Content of the message in one language; en-US where it names none, as the standard has it.</summary>
public sealed record CapInfo(
    string Language,
    ListOf<CapCategory> Categories,
    string Event,
    ListOf<CapResponse> Responses,
    CapUrgency Urgency,
    CapSeverity Severity,
    CapCertainty Certainty,
    ListOf<CapNamed> EventCodes,
    DateTimeOffset? Effective,
    DateTimeOffset? Onset,
    DateTimeOffset? Expires,
    string? SenderName,
    string? Headline,
    string? Description,
    string? Instruction,
    string? Web,
    string? Contact,
    ListOf<CapNamed> Parameters,
    ListOf<CapArea> Areas
);

/// <summary>Place that a warning holds for: in words, and by any number of shapes and codes.</summary>
/// <param name="Polygons">Closed rings of at least four corners.</param>
public sealed record CapArea(string Description, ListOf<ListOf<CapPoint>> Polygons, ListOf<CapCircle> Circles, ListOf<CapNamed> Geocodes);

/// <summary>Decimal degrees, WGS84; written latitude first.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CapPoint(double Lat, double Lon);

/// <param name="Kilometres">0 is the point alone.</param>
public sealed record CapCircle(CapPoint Centre, double Kilometres);

/// <summary>A value of a system that the sender names; some senders leave it empty.</summary>
public sealed record CapNamed(string Name, string Value);

// The words of the standard, spelled as they are written.
public enum CapStatus
{
    Actual,
    Exercise,
    System,
    Test,
    Draft,
}

public enum CapMessageType
{
    Alert,
    Update,
    Cancel,
    Ack,
    Error,
}

public enum CapScope
{
    Public,
    Restricted,
    Private,
}

public enum CapCategory
{
    Geo,
    Met,
    Safety,
    Security,
    Rescue,
    Fire,
    Health,
    Env,
    Transport,
    Infra,
    CBRNE,
    Other,
}

public enum CapResponse
{
    Shelter,
    Evacuate,
    Prepare,
    Execute,
    Avoid,
    Monitor,
    Assess,
    AllClear,
    None,
}

public enum CapUrgency
{
    Immediate,
    Expected,
    Future,
    Past,
    Unknown,
}

public enum CapSeverity
{
    Extreme,
    Severe,
    Moderate,
    Minor,
    Unknown,
}

public enum CapCertainty
{
    Observed,
    Likely,
    Possible,
    Unlikely,
    Unknown,
}
