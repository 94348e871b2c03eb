using Emergency.Domain;
using Emergency.Domain.AtRisk;
using Emergency.Domain.People;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.People;

/// <summary>
/// Facts of a person from a form. A field that is left out is empty. <paramref name="BornIn"/>: the year, where the day
/// is not known.
/// </summary>
internal sealed record PersonText(
    string? Name = null,
    string? Sex = null,
    IReadOnlyList<string>? Phones = null,
    string? Address = null,
    string? Grid = null,
    string? Building = null,
    string? Unit = null,
    int? Floor = null,
    string? Room = null,
    HouseholdId? HouseholdId = null,
    IReadOnlyList<string>? Kinds = null,
    IReadOnlyList<string>? Needs = null,
    string? Mobility = null,
    string? CareLevel = null,
    string? Health = null,
    bool? LivesAlone = null,
    bool? Consent = null,
    DateOnly? Born = null,
    int? BornIn = null,
    string? IdNumber = null,
    string? Capacity = null,
    string? CapacityBasis = null,
    DateOnly? CheckedOn = null
)
{
    public PersonDraft Draft() =>
        new(
            new(Text(Name) ?? "", Text(Sex), [.. Phones ?? []], Text(Address), Text(Building), Text(Unit), Floor, Text(Room), null),
            new(
                [.. Kinds ?? []],
                Born,
                Text(IdNumber),
                [.. Needs ?? []],
                Text(Mobility),
                Text(CareLevel),
                Text(Health),
                LivesAlone ?? false,
                Consent,
                CheckedOn,
                null
            )
            {
                BornIn = Born is null ? BornIn : null,
                Capacity = Text(Capacity),
                CapacityBasis = Text(CapacityBasis),
            },
            Text(Grid) ?? "",
            HouseholdId
        );

    public IEnumerable<string> Faults(string path) =>
        [
            .. Checks.Text(Name, $"{path}.name", 100),
            .. Checks.Need(Sex is null or "男" or "女", $"{path}.sex: 男 or 女"),
            .. Telephone.Faults(Phones, $"{path}.phones"),
            .. Checks.Text(Address, $"{path}.address", 200),
            .. Checks.Text(Grid, $"{path}.grid", 40),
            .. Checks.Text(Building, $"{path}.building", 40),
            .. Checks.Text(Unit, $"{path}.unit", 40),
            .. Checks.Text(Room, $"{path}.room", 40),
            .. Checks.Need(Floor is null or (>= -9 and <= 200), $"{path}.floor: -9 to 200"),
            .. Checks.Need(
                (Kinds ?? []).All(code => AtRiskTable.BuiltIn.Kinds.Any(kind => kind.Code == code)),
                $"{path}.kinds: codes of the table"
            ),
            .. Checks.Need(
                (Needs ?? []).All(code => AtRiskTable.BuiltIn.Needs.Any(need => need.Code == code)),
                $"{path}.needs: codes of the table"
            ),
            .. Checks.Need(Mobility is null or "" or "自理" or "需协助" or "卧床", $"{path}.mobility: 自理, 需协助 or 卧床"),
            .. Checks.Need(CareLevel is null or "" or "A" or "B" or "C", $"{path}.careLevel: A, B or C"),
            .. Checks.Text(Health, $"{path}.health", 500),
            .. Checks.Text(IdNumber, $"{path}.idNumber", 18),
            .. Checks.Need(BornIn is null or (>= 1880 and <= 2200), $"{path}.bornIn: a year"),
            .. Checks.Need(Capacity is null or "" || Capacities.All.Contains(Capacity), $"{path}.capacity: full, limited or none"),
            .. Checks.Need(
                string.IsNullOrWhiteSpace(Capacity) || !string.IsNullOrWhiteSpace(CapacityBasis),
                $"{path}.capacityBasis: needed"
            ),
            .. Checks.Text(CapacityBasis, $"{path}.capacityBasis", 200),
        ];

    public static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>
/// A newcomer: born, moved in or found, with the day. Name, birth year or date, kind, and door or household are
/// required.
/// </summary>
internal sealed record NewPerson(Coming? How, DateOnly? Day, PersonText? Person, string? Why = null)
{
    public static IReadOnlyList<string> Faults(NewPerson body) =>
        [
            .. Checks.Need(body.How is not null, "$.how: born, moved-in or found"),
            .. Checks.Need(body.Person?.Consent is not true, "$.person.consent: written down apart, with who said it and on what"),
            .. body.Person is { } person ? Needed(person) : ["$.person: needed"],
            .. Checks.Text(body.Why, "$.why", 500),
        ];

    private static IEnumerable<string> Needed(PersonText person) =>
        [
            .. Checks.Text(person.Name, "$.person.name", 100, needed: true),
            .. Checks.Need(person.Born is not null || person.BornIn is not null, "$.person.bornIn: a year, or born: a day"),
            .. Checks.Need(person.Kinds is { Count: > 0 }, "$.person.kinds: one at least"),
            .. Checks.Need(
                person.HouseholdId is not null || !string.IsNullOrWhiteSpace(person.Building) || !string.IsNullOrWhiteSpace(person.Address),
                "$.person.building: a door, or householdId: a household"
            ),
            .. person.Faults("$.person"),
        ];
}

/// <summary>A correction: the fields as they were loaded and as they must become. Fields equal in both stay as they are.</summary>
internal sealed record NewCorrection(PersonText? Was, PersonText? Now, string? Why = null)
{
    public static IReadOnlyList<string> Faults(NewCorrection body) =>
        [
            .. Checks.Need(body.Was is not null, "$.was: needed"),
            .. Checks.Need(
                body.Now?.Consent is not true || body.Was?.Consent is true,
                "$.now.consent: written down apart, with who said it and on what"
            ),
            .. body.Now is { } now ? now.Faults("$.now") : ["$.now: needed"],
            .. Checks.Need(
                body.Was is null || string.IsNullOrWhiteSpace(body.Was.Name) || !string.IsNullOrWhiteSpace(body.Now?.Name),
                "$.now.name: nobody is without a name"
            ),
            .. Checks.Text(body.Why, "$.why", 500),
        ];
}

/// <summary>Way, day and destination of somebody's leaving.</summary>
internal sealed record NewLeaving(Leaving? How, DateOnly? Day, string? Where = null, string? Why = null)
{
    public static IReadOnlyList<string> Faults(NewLeaving body) =>
        [
            .. Checks.Need(body.How is not null, "$.how: moved, died or institution"),
            .. Checks.Need(body.Day is not null, "$.day: a date"),
            .. Checks.Text(body.Where, "$.where", 200),
            .. Checks.Text(body.Why, "$.why", 500),
        ];
}

internal sealed record NewReturn(DateOnly? Day, HouseholdId? HouseholdId = null, string? Why = null)
{
    public static IReadOnlyList<string> Faults(NewReturn body) =>
        [.. Checks.Need(body.Day is not null, "$.day: a date"), .. Checks.Text(body.Why, "$.why", 500)];
}

/// <summary>
/// Facts from a form about somebody who stands by a person. <paramref name="Role"/>: 监护人, 委托照护人, 紧急联系人, 帮扶人 or 卫生室. An
/// entrustment has its last day.
/// </summary>
internal sealed record GuardianText(
    string? Role = null,
    string? Name = null,
    string? Relation = null,
    IReadOnlyList<string>? Phones = null,
    string? Where = null,
    DateOnly? From = null,
    DateOnly? To = null,
    DateOnly? Notice = null
)
{
    public static IReadOnlyList<string> Faults(GuardianText body, string? why) =>
        [
            .. Checks.Need(GuardianRoles.All.Contains(body.Role), $"$.role: {string.Join(", ", GuardianRoles.All)}"),
            .. Checks.Text(body.Name, "$.name", 100, needed: true),
            .. Checks.Text(body.Relation, "$.relation", 40),
            .. Telephone.Faults(body.Phones, "$.phones"),
            .. Checks.Text(body.Where, "$.where", 200),
            .. Checks.Need(body.Role is not GuardianRoles.Caregiver || (body.From is not null && body.To is not null), "$.to: from and to"),
            .. Checks.Need(body.From is not { } from || body.To is not { } to || from <= to, "$.to: not before from"),
            .. Checks.Text(why, "$.why", 500),
        ];

    public GuardianContact Contact(GuardianContact? was) =>
        new(Role!, Name!.Trim(), Relation, [.. Phones ?? []], Where, was?.Local, From, To, was?.Register) { Notice = Notice };
}

internal sealed record NewGuardian(GuardianText? Guardian, string? Why = null)
{
    public static IReadOnlyList<string> Faults(NewGuardian body) =>
        body.Guardian is { } guardian ? GuardianText.Faults(guardian, body.Why) : ["$.guardian: needed"];
}

/// <param name="Was">The entry as it was loaded.</param>
internal sealed record NewGuardianCorrection(GuardianText? Was, GuardianText? Now, string? Why = null)
{
    public static IReadOnlyList<string> Faults(NewGuardianCorrection body) =>
        [
            .. Checks.Need(body.Was is not null, "$.was: needed"),
            .. body.Now is { } now ? GuardianText.Faults(now, body.Why) : ["$.now: needed"],
        ];
}

internal sealed record NewGuardianEnd(DateOnly? Day, string? Why = null)
{
    public static IReadOnlyList<string> Faults(NewGuardianEnd body) =>
        [.. Checks.Need(body.Day is not null, "$.day: a date"), .. Checks.Text(body.Why, "$.why", 500)];
}
