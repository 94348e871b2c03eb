using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Leaves;

namespace Emergency.Server.Features.People;

/// <summary>
/// A resident at risk (重点关爱对象) as the views hold it: opened, in memory only. <paramref name="Erased"/>: the key is gone,
/// so name and needs are unknown for ever.
/// </summary>
internal sealed record PersonKnown(
    PersonId Id,
    HouseholdId? Household,
    string Community,
    string Grid,
    PersonContact Contact,
    PersonSensitive Sensitive,
    MemberId? Helper,
    ListOf<GuardianKnown> Guardians,
    bool Erased = false
)
{
    private readonly PersonListed _listed = PersonListed.Of(Contact, Sensitive);
    private readonly byte[] _packed = PersonPacked.Of(Id, Contact, Sensitive, Guardians);

    /// <summary>Contact data, unpacked at each use. Fields that lists need can be had alone.</summary>
    public PersonContact Contact
    {
        get => PersonPacked.Contact(_packed, _listed);
        init
        {
            var sensitive = Sensitive;
            (_listed, _packed) = (PersonListed.Of(value, sensitive), PersonPacked.Of(Id, value, sensitive, Guardians));
        }
    }

    /// <summary>Sensitive data, unpacked like <see cref="Contact"/>.</summary>
    public PersonSensitive Sensitive
    {
        get => PersonPacked.Sensitive(_packed, _listed);
        init
        {
            var contact = Contact;
            (_listed, _packed) = (PersonListed.Of(contact, value), PersonPacked.Of(Id, contact, value, Guardians));
        }
    }

    /// <summary>Guardians, unpacked like <see cref="Contact"/>.</summary>
    public ListOf<GuardianKnown> Guardians
    {
        get => PersonPacked.Guardians(Id, _packed);
        init => _packed = PersonPacked.Of(Id, Contact, Sensitive, value);
    }

    /// <summary>Unpacked part of the record, which costs nothing to use.</summary>
    public PersonListed Listed => _listed;

    /// <summary>The person's own point.</summary>
    public Located? Location => PersonPacked.Location(_packed);

    /// <summary>Address of the person, down to the room.</summary>
    public Place Place => new(Community, Grid, _listed.Building, _listed.Unit, _listed.Room);

    /// <summary>
    /// True when the person is under 18 on a day. A person with unknown birth date counts as adult unless the register calls
    /// them a minor.
    /// </summary>
    public bool IsMinor(DateOnly today) =>
        _listed.Born is { } born ? Ages.Of(born, today) < 18
        : Sensitive.BornIn is { } year ? today.Year - year <= 18
        : _listed.Kinds.Contains(Kinds.LeftBehindMinor, StringComparer.Ordinal);

    /// <summary>
    /// True when the person lacks full capacity by the register's word 监护缺失的被监护人. Capacity is never guessed from age or
    /// illness.
    /// </summary>
    public bool IsUnguarded => _listed.Kinds.Contains(Kinds.Unguarded, StringComparer.Ordinal);

    /// <summary>True when a guardian decides: for minors, and where the lack of capacity is recorded.</summary>
    public bool IsGuarded(DateOnly today) => IsMinor(today) || IsUnguarded || Sensitive.Capacity is Capacities.Limited or Capacities.None;

    /// <summary>
    /// Day and way of leaving; null for a present resident. A person who has left is found by id and stands in no list of
    /// today.
    /// </summary>
    public LeftKnown? Left { get; init; }

    /// <summary>Answers about uses that rest on consent, in the order in which they were written.</summary>
    public ListOf<ConsentKnown> Consents { get; init; } = [];

    /// <summary>The kinds on a day: a left-behind minor stays so until the 16th birthday.</summary>
    public IEnumerable<string> KindsOn(DateOnly today) =>
        _listed.Kinds.Where(kind => kind != Kinds.LeftBehindMinor || _listed.Born is not { } born || Ages.Of(born, today) < 16);

    /// <summary>The guardians and caregivers whose dates cover a day, legal guardians before entrusted ones.</summary>
    public IEnumerable<GuardianKnown> GuardiansOn(DateOnly today) =>
        Guardians.Where(guardian => guardian.Covers(today)).OrderBy(guardian => guardian.IsEntrusted);
}

/// <summary>A guardian (监护人) or entrusted caregiver (委托照护人), opened.</summary>
internal sealed record GuardianKnown(GuardianId Id, PersonId Person, GuardianContact Contact)
{
    /// <summary>True for an entrusted caregiver, who looks after a child; the guardian still decides.</summary>
    public bool IsEntrusted => Contact.Role is GuardianRoles.Caregiver;

    /// <summary>The role to show: a "guardian" of an adult whose lack of capacity nobody has recorded is an emergency contact.</summary>
    public string RoleOf(PersonKnown ward, DateOnly today) =>
        Contact.Role is GuardianRoles.Guardian && !ward.IsGuarded(today) ? GuardianRoles.Contact : Contact.Role;

    public bool Covers(DateOnly day) => (Contact.From is not { } from || from <= day) && (Contact.To is not { } to || day <= to);
}

/// <summary>A household, opened. <paramref name="Members"/>: people living there. <paramref name="Key"/>: the key that seals it.</summary>
internal sealed record HouseholdKnown(
    HouseholdId Id,
    string Community,
    string Grid,
    int Members,
    HouseholdContact Contact,
    Guid Key,
    bool Erased = false
)
{
    public Place Place => new(Community, Grid, Contact.Building, Contact.Unit, Contact.Room);

    /// <summary>The household it joined; null for a household of its own.</summary>
    public HouseholdId? Into { get; init; }
}

/// <summary>Way and day of somebody's leaving. <paramref name="To"/>: the community that took the person over.</summary>
/// <param name="Into">The record into which this one was merged: the person has then not left at all.</param>
internal sealed record LeftKnown(Leaving How, DateOnly Day, string? To = null, PersonId? Into = null);

/// <summary>A community's register: ids for lists and counts, wards of guardians, and approvals to see minors by name.</summary>
internal sealed record RegisterKnown(
    LeafSet<PersonId> Persons,
    LeafSet<HouseholdId> Households,
    LeafMap<GuardianId, PersonId> Wards,
    ListOf<SightApproval> Approvals
)
{
    public static readonly RegisterKnown None = new(
        LeafSet<PersonId>.Empty,
        LeafSet<HouseholdId>.Empty,
        LeafMap<GuardianId, PersonId>.Empty,
        []
    );

    /// <summary>Position of its newest event.</summary>
    public Position At { get; init; }

    /// <summary>Position of the newest answer about consent.</summary>
    public Position ConsentsAt { get; init; }

    /// <summary>Persons who have left.</summary>
    public LeafSet<PersonId> Departed { get; init; } = LeafSet<PersonId>.Empty;

    /// <summary>Persons taken from another community, with its code.</summary>
    public ImmutableDictionary<PersonId, string> TakenFrom { get; init; } = ImmutableDictionary<PersonId, string>.Empty;
}

/// <summary>Full years of age in Asia/Shanghai days.</summary>
internal static class Ages
{
    public static int Of(DateOnly born, DateOnly today) =>
        today.Year - born.Year - (today.DayOfYear < born.AddYears(today.Year - born.Year).DayOfYear ? 1 : 0);

    /// <summary>Age as far as it is known; null where it is not.</summary>
    public static int? On(PersonKnown person, DateOnly today) =>
        person.Listed.Born is { } born ? Of(born, today)
        : person.Sensitive.BornIn is { } year ? today.Year - year
        : null;
}

/// <summary>Roles of contacts, as registers and forms write them.</summary>
internal static class GuardianRoles
{
    public const string Guardian = "监护人",
        Caregiver = "委托照护人",
        Contact = "紧急联系人",
        Supporter = "赡养人",
        Helper = "帮扶人",
        Clinic = "卫生室",
        School = "学校";

    public static readonly string[] All = [Guardian, Caregiver, Contact, Supporter, Helper, Clinic, School];
}

/// <summary>完全 限制 无 民事行为能力.</summary>
internal static class Capacities
{
    public const string Full = "full",
        Limited = "limited",
        None = "none";

    public static readonly string[] All = [Full, Limited, None];
}

/// <summary>Codes of at-risk kinds that rules depend on. All others are only shown.</summary>
internal static class Kinds
{
    public const string LeftBehindMinor = "left-behind-minor",
        Unguarded = "unguarded";
}
