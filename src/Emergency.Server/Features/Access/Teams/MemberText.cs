using Emergency.Domain;
using Emergency.Domain.Teams;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Teams;

/// <summary>Facts of a member from a form. A field that is left out is empty.</summary>
/// <param name="Also">Other roles of the same person.</param>
/// <param name="Born">The day of birth: a minor is refused.</param>
internal sealed record MemberText(
    string? Name = null,
    IReadOnlyList<string>? Phones = null,
    TeamRole? Role = null,
    string? Grid = null,
    string? Building = null,
    string? Unit = null,
    IReadOnlyList<string>? Skills = null,
    IReadOnlyList<TeamRole>? Also = null,
    DateOnly? Born = null
)
{
    public MemberDraft Draft() =>
        new(
            Text(Name) ?? "",
            [.. Phones ?? []],
            Role ?? default,
            Text(Grid),
            Text(Building),
            Text(Unit),
            [.. Skills ?? []],
            [.. (Also ?? []).Where(one => one != Role).Distinct()],
            Born
        );

    public IEnumerable<string> Faults(string path) =>
        [
            .. Checks.Text(Name, $"{path}.name", 100, needed: true),
            .. Checks.Need(Phones is { Count: > 0 }, $"{path}.phones: one at least"),
            .. Telephone.Faults(Phones, $"{path}.phones"),
            .. Checks.Need(Role is not null, $"{path}.role: needed"),
            .. Checks.Text(Grid, $"{path}.grid", 40),
            .. Checks.Text(Building, $"{path}.building", 40),
            .. Checks.Text(Unit, $"{path}.unit", 40),
            .. Checks.Need(
                (Skills ?? []) is { Count: <= 20 } all && all.All(one => one is { Length: > 0 and <= 40 }),
                $"{path}.skills: at most 20, each up to 40 characters"
            ),
            .. Checks.Need(Also is not { Count: > 14 }, $"{path}.also: at most 14"),
            .. Checks.Need(Born is null || Born.Value.Year >= 1900, $"{path}.born: not before 1900"),
        ];

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>A new member: name, phone and role are required. <paramref name="Former"/> takes back a former member.</summary>
internal sealed record NewMember(MemberText? Member, MemberId? Former = null, string? Why = null)
{
    public static IReadOnlyList<string> Faults(NewMember body) =>
        [.. body.Member is { } member ? member.Faults("$.member") : ["$.member: needed"], .. Checks.Text(body.Why, "$.why", 500)];
}

/// <summary>A correction: the fields as they were loaded and as they must become. Fields equal in both stay as they are.</summary>
internal sealed record NewMemberCorrection(MemberText? Was, MemberText? Now, string? Why = null)
{
    public static IReadOnlyList<string> Faults(NewMemberCorrection body) =>
        [
            .. Checks.Need(body.Was is not null, "$.was: needed"),
            .. body.Now is { } now ? now.Faults("$.now") : ["$.now: needed"],
            .. Checks.Text(body.Why, "$.why", 500),
        ];
}

/// <summary>Answer after somebody was entered or corrected.</summary>
internal sealed record MemberWritten(MemberId Member, long Position);

/// <summary>A former member, the name masked.</summary>
internal sealed record FormerShown(MemberId Id, TeamRole Role, string Mask, DateOnly Day);

internal sealed record FormerList(IReadOnlyList<FormerShown> Items, long Position);

/// <summary>A member's record in clear, as a form writes it, compared field by field.</summary>
internal sealed record MemberDraft(
    string Name,
    ListOf<string> Phones,
    TeamRole Role,
    string? Grid,
    string? Building,
    string? Unit,
    ListOf<string> Skills,
    ListOf<TeamRole> Also,
    DateOnly? Born
)
{
    public static MemberDraft Of(MemberKnown member, MemberContact contact) =>
        new(
            contact.Name,
            contact.Phones,
            member.Facts.Role,
            member.Facts.Grid,
            member.Facts.Building,
            member.Facts.Unit,
            member.Skills,
            member.Facts.Also ?? [],
            contact.Born
        );

    /// <summary>The fields in which another record differs.</summary>
    public ListOf<MemberField> Differences(MemberDraft other) => [.. Rows.Where(row => !row.Same(this, other)).Select(row => row.Field)];

    /// <summary>This record with some fields of another.</summary>
    public MemberDraft Take(MemberDraft other, IReadOnlyCollection<MemberField> fields) =>
        Rows.Where(row => fields.Contains(row.Field)).Aggregate(this, (draft, row) => row.Take(draft, other));

    private sealed record Row(
        MemberField Field,
        Func<MemberDraft, MemberDraft, bool> Same,
        Func<MemberDraft, MemberDraft, MemberDraft> Take
    );

    private static readonly Row[] Rows =
    [
        new(MemberField.Name, (one, two) => one.Name == two.Name, (to, from) => to with { Name = from.Name }),
        new(MemberField.Phones, (one, two) => one.Phones == two.Phones, (to, from) => to with { Phones = from.Phones }),
        new(MemberField.Role, (one, two) => one.Role == two.Role, (to, from) => to with { Role = from.Role }),
        new(MemberField.Grid, (one, two) => one.Grid == two.Grid, (to, from) => to with { Grid = from.Grid }),
        new(MemberField.Building, (one, two) => one.Building == two.Building, (to, from) => to with { Building = from.Building }),
        new(MemberField.Unit, (one, two) => one.Unit == two.Unit, (to, from) => to with { Unit = from.Unit }),
        new(MemberField.Skills, (one, two) => one.Skills == two.Skills, (to, from) => to with { Skills = from.Skills }),
        new(MemberField.Also, (one, two) => one.Also == two.Also, (to, from) => to with { Also = from.Also }),
        new(MemberField.Born, (one, two) => one.Born == two.Born, (to, from) => to with { Born = from.Born }),
    ];
}
