using Emergency.Domain;
using Emergency.Domain.Protection;
using Emergency.Server.Features.People;

namespace Emergency.Server.Features.Protection;

/// <summary>The cases that the asker answers for, what is late first.</summary>
internal sealed record ProtectionPage(ProtectionFigures Figures, IReadOnlyList<ProtectionRow> Items, long Position);

/// <param name="Open">Followed now.</param>
/// <param name="Late">Of these something is overdue.</param>
/// <param name="Serious">At high or urgent risk.</param>
/// <param name="Closings">That wait for an approval.</param>
/// <param name="Transfers">That wait for an answer.</param>
internal sealed record ProtectionFigures(int Open, int Late, int Serious, int Closings, int Transfers);

/// <summary>One case in a list: the child by age, never by name or door; those who have it in hand masked.</summary>
/// <param name="No">护 2026-3F2A.</param>
/// <param name="Level">Of risk; null before the assessment.</param>
/// <param name="LateLevel">0 in time, 1 at who has it in hand, 2 at the supervisor's, 3 at civil affairs'.</param>
/// <param name="LateDays">Since when the first of what is owed is overdue.</param>
/// <param name="Offered">To which community a transfer is offered.</param>
/// <param name="Here">Whether it is in a community of the asker; false of one that is offered to them.</param>
internal sealed record ProtectionRow(
    PersonId Id,
    string No,
    string Community,
    string Name,
    int? Age,
    ProtectionStage Stage,
    ProtectionSource Source,
    DateTimeOffset OpenedAt,
    string? Level,
    string? Member,
    ListOf<OwedShown> Owed,
    int LateLevel,
    int LateDays,
    DateOnly? Followed,
    bool Closing,
    string? Offered,
    bool Here
);

/// <param name="Kind">Of which service or referral.</param>
/// <param name="LateDays">0 in time.</param>
internal sealed record OwedShown(ProtectionStep Step, int No, string? Kind, DateOnly Before, int Level, int LateDays);

/// <summary>One case, opened.</summary>
/// <param name="AccessId">The record of this reading.</param>
/// <param name="Why">Why it was opened, or opened again.</param>
/// <param name="Found">What the last assessment found.</param>
/// <param name="Members">Who may have it in hand.</param>
/// <param name="Communities">Where it may be transferred to.</param>
internal sealed record ProtectionCard(
    string AccessId,
    ProtectionRow Case,
    ProtectionChild? Child,
    string? Why,
    string? Found,
    string? Goals,
    IReadOnlyList<ServiceShown> Services,
    IReadOnlyList<ReferralShown> Referrals,
    ClosingShown? Closing,
    TransferShown? Transfer,
    IReadOnlyList<ProtectionEntry> History,
    IReadOnlyList<ProtectionReading> Readings,
    IReadOnlyList<ProtectionMember> Members,
    IReadOnlyList<ProtectionCommunity> Communities,
    ProtectionTableShown Table,
    long Position
);

/// <summary>Where the child lives and who is to be called. No name: that is shown by an approval.</summary>
/// <param name="Salutation">小弟弟, 小妹妹.</param>
/// <param name="Lives">The community by the register now, where it is another than the case's.</param>
internal sealed record ProtectionChild(
    DoorShown Door,
    string Salutation,
    string? Lives,
    bool Left,
    IReadOnlyList<ProtectionGuardian> Guardians
);

internal sealed record ProtectionGuardian(string Role, string? Relation, string Name, ListOf<string> Phones);

internal sealed record ServiceShown(int No, string Kind, string? Who, DateOnly Until, bool? Given);

internal sealed record ReferralShown(int No, string Kind, bool? Taken, string? Why, string? Answer);

/// <param name="Own">Whether the asker asked: then another decides.</param>
internal sealed record ClosingShown(string Reason, string? Why, bool Own);

internal sealed record TransferShown(string To, string Name, string? Why);

internal sealed record ProtectionMember(MemberId Id, string? Name);

internal sealed record ProtectionCommunity(string Code, string Name);

/// <summary>Levels, services, referrals and reasons as data. Words for the codes are the pages'.</summary>
internal sealed record ProtectionTableShown(
    int AssessDays,
    int PlanDays,
    int AnswerDays,
    string Source,
    ListOf<RiskLevel> Levels,
    ListOf<ServiceKind> Services,
    ListOf<ReferralKind> Referrals,
    ListOf<ClosingKind> Closings
)
{
    public static ProtectionTableShown Of(ProtectionTable table) =>
        new(
            table.AssessDays,
            table.PlanDays,
            table.AnswerDays,
            table.Source,
            table.Levels,
            table.Services,
            table.Referrals,
            table.Closings
        );
}

/// <summary>That there is a case, and nothing else of it.</summary>
internal sealed record ProtectionStands(bool Stands, long Position);

/// <summary>The figures of a county; null where it is so few that it would tell who.</summary>
internal sealed record ProtectionSums(int? Open, int? Late, int? Serious, int? Closings, int? Transfers)
{
    /// <summary>Of so few somebody there would know who is meant.</summary>
    public const int Few = 3;

    /// <summary>A figure as it may be told; of none nobody can be meant.</summary>
    public static int? Told(int n) => n is > 0 and < Few ? null : n;
}

/// <summary>A county in figures.</summary>
/// <param name="Few">A figure smaller than this is not told, of the county as of its streets.</param>
internal sealed record ProtectionCount(
    string County,
    ProtectionSums Figures,
    int Few,
    IReadOnlyList<StreetProtection> Streets,
    long Position
);

/// <param name="Open">Null where it is so few that it would tell who.</param>
/// <param name="Late">Null likewise.</param>
internal sealed record StreetProtection(string Code, string Name, int? Open, int? Late);
