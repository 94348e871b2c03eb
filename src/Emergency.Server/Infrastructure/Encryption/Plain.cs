using Emergency.Domain;
using Emergency.Domain.Clinics;
using Emergency.Domain.Places;

namespace Emergency.Server.Infrastructure.Encryption;

// Plain forms of values before they are sealed. These shapes lie in journals under AES-GCM: members are added, never renamed.

/// <summary>
/// Sealed `contact` of a resident at risk. Mobiles have 11 digits, landlines as they were given; floor counts from 1, below the ground from
/// -1.
/// </summary>
internal sealed record PersonContact(
    string Name,
    string? Sex,
    ListOf<string> Phones,
    string? Address,
    string? Building,
    string? Unit,
    int? Floor,
    string? Room,
    Located? Location
)
{
    /// <summary>Stands for a person whose key is gone.</summary>
    public static readonly PersonContact Unknown = new("", null, [], null, null, null, null, null, null);
}

/// <summary>
/// Sealed `sensitive` of a resident at risk. Kinds and needs are codes of the domain's tables; mobility 自理 需协助 卧床; care level A (highest) …
/// C.
/// </summary>
internal sealed record PersonSensitive(
    ListOf<string> Kinds,
    DateOnly? Born,
    string? IdNumber,
    ListOf<string> Needs,
    string? Mobility,
    string? CareLevel,
    string? Health,
    bool LivesAlone,
    bool? Consent,
    DateOnly? CheckedOn,
    string? Register
)
{
    /// <summary>Year of birth, where the day is not known.</summary>
    public int? BornIn { get; init; }

    /// <summary>Capacity (行为能力) as recorded: full, limited, none. Null where nobody has recorded it; it is never guessed.</summary>
    public string? Capacity { get; init; }

    /// <summary>Basis of the capacity: a judgment, a certificate.</summary>
    public string? CapacityBasis { get; init; }

    public static readonly PersonSensitive Unknown = new([], null, null, [], null, null, null, false, null, null, null);
}

/// <summary>Sealed `contact` of a household: its head and its door.</summary>
internal sealed record HouseholdContact(
    string Head,
    ListOf<string> Phones,
    string? Address,
    string? Building,
    string? Unit,
    int? Floor,
    string? Room,
    Located? Location,
    string? Register
)
{
    public static readonly HouseholdContact Unknown = new("", [], null, null, null, null, null, null, null);
}

/// <summary>Sealed contact of a party: the responsible person and the telephones.</summary>
internal sealed record PartyContact(string Person, ListOf<string> Phones);

/// <summary>
/// Sealed contact of a guardian (监护人), entrusted caregiver (委托照护人), emergency contact (紧急联系人), helper (帮扶人) or clinic (卫生室).
/// </summary>
internal sealed record GuardianContact(
    string Role,
    string Name,
    string? Relation,
    ListOf<string> Phones,
    string? Where,
    bool? Local,
    DateOnly? From,
    DateOnly? To,
    string? Register
)
{
    /// <summary>The day of the written notice of an entrustment (书面委托告知).</summary>
    public DateOnly? Notice { get; init; }
}

/// <summary>Sealed: the post or unit that opens something on the ground or has its key, and the post's number.</summary>
internal sealed record GroundAccess(string? Holder, string? Phone);

/// <summary>Sealed: the skills of a member of a team or of a pool.</summary>
internal sealed record MemberSkills(ListOf<string> Skills);

/// <summary>Sealed: the purpose for which volunteers are needed, and the skill they must have.</summary>
internal sealed record NeedText(string Text, string? Skill = null);

/// <summary>Sealed contact of a team member.</summary>
/// <param name="Born">Date of birth; null where nobody has asked.</param>
internal sealed record MemberContact(string Name, ListOf<string> Phones, Located? Location, string? Register, DateOnly? Born = null)
{
    /// <summary>True when the member is known to be younger than 18 on a day.</summary>
    public bool IsMinor(DateOnly day) => Born is { } born && born.AddYears(18) > day;
}

/// <summary>Sealed free text of a call-out: its destination and purpose.</summary>
internal sealed record CallOutText(string Where, string? What);

/// <summary>Sealed contact of an account: sign-in name, person, phone.</summary>
internal sealed record AccountContact(string Name, string? Person, string? Phone);

/// <summary>
/// Sealed secret of an account's authenticator: 160 bits in Base32 (RFC 4648 6), from which its codes are computed (RFC 6238, HMAC-SHA-1, 6
/// digits, 30 seconds).
/// </summary>
internal sealed record AuthenticatorSecret(string Base32);

/// <summary>
/// Sealed: a passkey. Id of the credential and public key (COSE, RFC 9052) in base64url; the name its owner gave it; its transports (usb,
/// nfc, internal …); whether it verified its owner (PIN, finger) when it was made, and whether it is or may be copied to other devices.
/// </summary>
internal sealed record PasskeyKept(
    string Id,
    string PublicKey,
    string Called,
    ListOf<string> Transports,
    bool Verified,
    bool BackupEligible,
    bool BackedUp
);

/// <summary>
/// Sealed: the push subscription of one device, as its browser's push service gave it (RFC 8030, RFC 8291): address, public key of the
/// device (P-256, uncompressed) and authentication secret, both base64url.
/// </summary>
internal sealed record PushAddress(string Endpoint, string P256dh, string Auth);

/// <summary>Sealed free text of a case or report. The caller lies here only in cases stored before <see cref="CallerTold"/> existed. <paramref name="Received"/>: the location as received, where it could not be used.</summary>
internal sealed record CaseText(
    string Title,
    string? Description,
    string? Address,
    string? CallerName,
    string? CallerPhone,
    string? Received = null
);

/// <summary>The caller, sealed under the report's own key so that it can be erased without the caller's words.</summary>
internal sealed record CallerTold(string? CallerName, string? CallerPhone);

/// <summary>Any other sealed free text: a reason, a note, a place, a named adult with phone.</summary>
internal sealed record FreeText(string Text, string? Phone = null);

/// <summary>Sealed recipient (`to`) of lent or issued goods: a unit, a person, or somebody of a unit.</summary>
internal sealed record Holder(string? Unit, string? Person);

/// <summary>
/// Sealed words of a hotline about a hand-over: its own reference, its text, and for a return the cause in its own words.
/// </summary>
internal sealed record PartnerWords(string? Reference, string? Text, string? Cause);

/// <summary>Sealed text about a person at the doors who is in no register.</summary>
internal sealed record VisitorText(string? Name, string? Phone, string? Text);

/// <summary>Sealed contact of an officer of an authority's duty desk; <paramref name="Title"/> is the office held (副区长, 值班员).</summary>
internal sealed record OfficerContact(string Name, string? Title, ListOf<string> Phones);

/// <summary>Sealed text of a response: the matter, the plan it is started under, and the measures.</summary>
internal sealed record ResponseText(string Matter, string Plan, ListOf<string> Measures);

/// <summary>Sealed words of a hazard: its description, and its place in words.</summary>
internal sealed record HazardText(string What, string? Where);

/// <summary>Sealed words of a visit: codes of what is wrong, answers by question, a note.</summary>
internal sealed record VisitText(ListOf<string> Reasons, ListOf<VisitAnswer> Answers, string? Note);

internal sealed record VisitAnswer(string Question, string Answer);

/// <summary>Sealed words of a clinic's visit: results by programme, a note.</summary>
internal sealed record ClinicText(ListOf<ClinicAnswer> Results, string? Note);

/// <summary>Sealed words of a check of entrusted care: answers by fact, a note.</summary>
internal sealed record CheckText(ListOf<VisitAnswer> Answers, string? Note);

/// <summary>
/// The four lines of a report of suspected harm (未保法 11): the observation, its time and place, the child's present safety, the suspected
/// person.
/// </summary>
internal sealed record HarmText(string Seen, string? Where, string? Safe, string? Who);

/// <summary>Sealed secret of a line to a hotline: "whsec_" and base64.</summary>
internal sealed record LineSecretText(string Secret);
