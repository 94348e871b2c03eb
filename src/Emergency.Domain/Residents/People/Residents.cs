using System.Collections.Immutable;

namespace Emergency.Domain.People;

/// <summary>Households and residents at risk (重点关爱对象) of a community (kind "residents", key = its code). Only ids, grid and the number of
/// members are stored in plain; everything else is sealed under the person's own key.</summary>
public sealed partial record Residents(
    ImmutableDictionary<HouseholdId, Household> Households,
    ImmutableDictionary<PersonId, AtRiskResident> Persons,
    ImmutableDictionary<GuardianId, Guardian> Guardians,
    ResidentsImports Imports,
    ListOf<SightApproval> Approvals
)
{
    public static readonly Code UnknownPerson = new("residents.unknown-person"),
        UnknownHousehold = new("residents.unknown-household"),
        BadMembers = new("residents.bad-members"),
        BadPeriod = new("residents.bad-period"),
        UnknownApproval = new("residents.unknown-approval"),
        LongApproval = new("residents.long-approval");
    public static readonly Residents None = new(
        ImmutableDictionary<HouseholdId, Household>.Empty,
        ImmutableDictionary<PersonId, AtRiskResident>.Empty,
        ImmutableDictionary<GuardianId, Guardian>.Empty,
        ResidentsImports.None,
        []
    );
}

/// <summary>Household. <paramref name="Members"/>: people living there, 0 … 99. <paramref name="Contact"/> holds head, phone, address,
/// building, unit, floor, room, point.</summary>
public sealed record Household(HouseholdId Id, string Grid, int Members, Sealed Contact);

/// <summary>Resident at risk. <paramref name="Contact"/>: name, sex, phones, address, building, unit, floor, room, point.
/// <paramref name="Sensitive"/>: kinds, birth date, ID number, health, needs, mobility, care level, consent.</summary>
public sealed record AtRiskResident(
    PersonId Id,
    HouseholdId? Household,
    string Grid,
    Sealed Contact,
    Sealed Sensitive,
    MemberId? Helper = null
);

/// <summary>Guardian or entrusted caregiver (委托照护人) of a person; everything about them is sealed under the person's key.</summary>
public sealed record Guardian(GuardianId Id, PersonId Person, Sealed Contact);

/// <summary>Standing approval to see minors' records by name: for one role and at most 12 months, given by an account that does not act in
/// that role (未成年人网络保护条例 36).</summary>
public sealed record SightApproval(Role Role, DateOnly From, DateOnly To, By By)
{
    /// <summary>Tells whether it is the approval of this role and period, no matter by whom it was given.</summary>
    public bool Is(Role role, DateOnly from, DateOnly to) => (Role, From, To) == (role, from, to);

    /// <summary>Returns the last day an approval from a day can have.</summary>
    public static DateOnly Longest(DateOnly from) => from.AddYears(1);

    /// <summary>Returns the fault of a period; null where there is none.</summary>
    public static Code? Fault(DateOnly from, DateOnly to) =>
        from > to ? Residents.BadPeriod
        : to > Longest(from) ? Residents.LongApproval
        : null;

    /// <summary>Tells whether it holds on a day. An approval older than the longest term ends with that term, and one that a role gave to
    /// itself never held.</summary>
    public bool Holds(DateOnly today) => By.Role != Role && From <= today && today <= To && today <= Longest(From);
}

/// <summary>Rows that are still as a file wrote them.</summary>
public sealed record ResidentsImports(
    ImmutableDictionary<HouseholdId, Imported<Household>> Households,
    ImmutableDictionary<PersonId, Imported<AtRiskResident>> Persons,
    ImmutableDictionary<GuardianId, Imported<Guardian>> Guardians
)
{
    public static readonly ResidentsImports None = new(
        ImmutableDictionary<HouseholdId, Imported<Household>>.Empty,
        ImmutableDictionary<PersonId, Imported<AtRiskResident>>.Empty,
        ImmutableDictionary<GuardianId, Imported<Guardian>>.Empty
    );
}

public abstract record ResidentsCommand : Command;

public sealed record RecordHouseholds(ListOf<Household> Households, ImportId? Import, DateTimeOffset At) : ResidentsCommand;

/// <summary>Writes rows of a register. A register file holds no pairings: a row without a helper keeps the helper the person has.</summary>
public sealed record RecordPersons(ListOf<AtRiskResident> Persons, ImportId? Import, DateTimeOffset At) : ResidentsCommand;

public sealed record RecordGuardians(ListOf<Guardian> Guardians, ImportId? Import, DateTimeOffset At) : ResidentsCommand;

/// <summary>Names the neighbour or volunteer paired with a person; null takes the pairing away.</summary>
public sealed record PairHelper(PersonId Person, MemberId? Helper, By By, DateTimeOffset At) : ResidentsCommand;

public sealed record ApproveSight(Role Role, DateOnly From, DateOnly To, By By, DateTimeOffset At) : ResidentsCommand;

/// <summary>Ends an approval before its term, from now on.</summary>
public sealed record WithdrawSight(Role Role, DateOnly From, DateOnly To, By By, DateTimeOffset At) : ResidentsCommand;

/// <summary>Undoes the rows of a file that nobody has changed since. A person held for an inquiry stays.</summary>
/// <param name="Counted">Persons counted at the doors of a running incident or with an open case: they stay, with their guardians and
/// helpers.</param>
public sealed record UndoResidentsImport(ImportId Import, DateTimeOffset At, Slice? Slice = null, ListOf<PersonId>? Counted = null)
    : ResidentsCommand;

public abstract record ResidentsEvent : Event;

[Stored("residents.household-recorded.v1")]
public sealed record HouseholdRecorded(Household Household, ImportId? Import, DateTimeOffset At) : ResidentsEvent, IImported;

[Stored("residents.person-recorded.v1")]
public sealed record PersonRecorded(AtRiskResident Person, ImportId? Import, DateTimeOffset At) : ResidentsEvent, IImported;

[Stored("residents.guardian-recorded.v1")]
public sealed record GuardianRecorded(Guardian Guardian, ImportId? Import, DateTimeOffset At) : ResidentsEvent, IImported;

[Stored("residents.household-removed.v1")]
public sealed record HouseholdRemoved(HouseholdId Household, ImportId Import, DateTimeOffset At) : ResidentsEvent;

[Stored("residents.person-removed.v1")]
public sealed record PersonRemoved(PersonId Person, ImportId Import, DateTimeOffset At) : ResidentsEvent;

[Stored("residents.guardian-removed.v1")]
public sealed record GuardianRemoved(GuardianId Guardian, ImportId Import, DateTimeOffset At) : ResidentsEvent;

[Stored("residents.helper-paired.v1")]
public sealed record HelperPaired(PersonId Person, MemberId? Helper, By By, DateTimeOffset At) : ResidentsEvent;

[Stored("residents.sight-approved.v1")]
public sealed record SightApproved(Role Role, DateOnly From, DateOnly To, By By, DateTimeOffset At) : ResidentsEvent;

[Stored("residents.sight-withdrawn.v1")]
public sealed record SightWithdrawn(Role Role, DateOnly From, DateOnly To, By By, DateTimeOffset At) : ResidentsEvent;
