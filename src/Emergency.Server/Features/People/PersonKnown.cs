using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Communities;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Leaves;

namespace Emergency.Server.Features.People;

/// <summary>A resident at risk (重点关爱对象) as the views hold it: opened, in memory only. <paramref name="Erased"/>: the key is gone, name and needs are unknown for ever.</summary>
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

    /// <summary>Put together each time it is asked for; what lists look at is also asked for alone.</summary>
    public PersonContact Contact
    {
        get => PersonPacked.Contact(_packed, _listed);
        init
        {
            var sensitive = Sensitive;
            (_listed, _packed) = (PersonListed.Of(value, sensitive), PersonPacked.Of(Id, value, sensitive, Guardians));
        }
    }

    /// <summary>As <see cref="Contact"/>.</summary>
    public PersonSensitive Sensitive
    {
        get => PersonPacked.Sensitive(_packed, _listed);
        init
        {
            var contact = Contact;
            (_listed, _packed) = (PersonListed.Of(contact, value), PersonPacked.Of(Id, contact, value, Guardians));
        }
    }

    /// <summary>As <see cref="Contact"/>.</summary>
    public ListOf<GuardianKnown> Guardians
    {
        get => PersonPacked.Guardians(Id, _packed);
        init => _packed = PersonPacked.Of(Id, Contact, Sensitive, value);
    }

    /// <summary>What of it lies open: asking for no more than that costs nothing.</summary>
    public PersonListed Listed => _listed;

    /// <summary>The point of the person's own.</summary>
    public Located? Location => PersonPacked.Location(_packed);

    /// <summary>Where the person lives, down to the room.</summary>
    public Place Place => new(Community, Grid, _listed.Building, _listed.Unit, _listed.Room);

    /// <summary>Whether the person is under 18 on a day; an unknown birth date counts as adult unless the register calls the person a minor.</summary>
    public bool IsMinor(DateOnly today) =>
        _listed.Born is { } born ? Ages.Of(born, today) < 18
        : Sensitive.BornIn is { } year ? today.Year - year <= 18
        : _listed.Kinds.Contains(Kinds.LeftBehindMinor, StringComparer.Ordinal);

    /// <summary>Without full capacity by the register: its word is 监护缺失的被监护人. Capacity is never guessed from age or illness.</summary>
    public bool IsUnguarded => _listed.Kinds.Contains(Kinds.Unguarded, StringComparer.Ordinal);

    /// <summary>Whether a guardian decides: for minors, and where the lack of capacity is recorded.</summary>
    public bool IsGuarded(DateOnly today) => IsMinor(today) || IsUnguarded || Sensitive.Capacity is Capacities.Limited or Capacities.None;

    /// <summary>Since when the person has left, and how; null of who lives here. Who has left is found by id and stands in no list of today.</summary>
    public LeftKnown? Left { get; init; }

    /// <summary>What was said to uses that rest on consent, in the order in which it was written down.</summary>
    public ListOf<ConsentKnown> Consents { get; init; } = [];

    /// <summary>The kinds that hold on a day: a left-behind minor stays one until the 16th birthday.</summary>
    public IEnumerable<string> KindsOn(DateOnly today) =>
        _listed.Kinds.Where(kind => kind != Kinds.LeftBehindMinor || _listed.Born is not { } born || Ages.Of(born, today) < 16);

    /// <summary>The guardians and caregivers whose dates cover a day, legal guardians before entrusted ones.</summary>
    public IEnumerable<GuardianKnown> GuardiansOn(DateOnly today) =>
        Guardians.Where(guardian => guardian.Covers(today)).OrderBy(guardian => guardian.IsEntrusted);
}

/// <summary>A guardian (监护人) or entrusted caregiver (委托照护人), opened.</summary>
internal sealed record GuardianKnown(GuardianId Id, PersonId Person, GuardianContact Contact)
{
    /// <summary>An entrusted caregiver looks after a child; the guardian stays who decides.</summary>
    public bool IsEntrusted => Contact.Role is GuardianRoles.Caregiver;

    /// <summary>The role as it is shown: a "guardian" of an adult whose lack of capacity nobody has recorded is somebody to ring in an emergency.</summary>
    public string RoleOf(PersonKnown ward, DateOnly today) =>
        Contact.Role is GuardianRoles.Guardian && !ward.IsGuarded(today) ? GuardianRoles.Contact : Contact.Role;

    public bool Covers(DateOnly day) => (Contact.From is not { } from || from <= day) && (Contact.To is not { } to || day <= to);
}

/// <summary>A household, opened. <paramref name="Members"/>: people living there. <paramref name="Key"/>: what it is sealed under.</summary>
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

    /// <summary>The household it joined; null of one that stands for itself.</summary>
    public HouseholdId? Into { get; init; }
}

/// <summary>How and since when somebody has left. <paramref name="To"/>: the community that took the person over.</summary>
/// <param name="Into">The record this one was dissolved into: whoever it is has not left at all.</param>
internal sealed record LeftKnown(Leaving How, DateOnly Day, string? To = null, PersonId? Into = null);

/// <summary>What is known of one community's register: ids for lists and counts, whose guardian is whose, and who may see minors by name.</summary>
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

    /// <summary>Its newest event.</summary>
    public Position At { get; init; }

    /// <summary>The newest answer of somebody about consent.</summary>
    public Position ConsentsAt { get; init; }

    /// <summary>Who has left.</summary>
    public LeafSet<PersonId> Departed { get; init; } = LeafSet<PersonId>.Empty;

    /// <summary>Who came from another community, and which.</summary>
    public ImmutableDictionary<PersonId, string> TakenFrom { get; init; } = ImmutableDictionary<PersonId, string>.Empty;
}

/// <summary>Full years of age in Asia/Shanghai days.</summary>
internal static class Ages
{
    public static int Of(DateOnly born, DateOnly today) =>
        today.Year - born.Year - (today.DayOfYear < born.AddYears(today.Year - born.Year).DayOfYear ? 1 : 0);

    /// <summary>As well as it is known; null where it is not.</summary>
    public static int? On(PersonKnown person, DateOnly today) =>
        person.Listed.Born is { } born ? Of(born, today)
        : person.Sensitive.BornIn is { } year ? today.Year - year
        : null;
}

/// <summary>Whose contact it is, as registers and forms write it.</summary>
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

/// <summary>Codes of at-risk kinds that rules look at; all others are only shown.</summary>
internal static class Kinds
{
    public const string LeftBehindMinor = "left-behind-minor",
        Unguarded = "unguarded";
}
