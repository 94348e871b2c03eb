using Emergency.Domain;
using Emergency.Domain.Protection;
using Emergency.Server.Features.People;

namespace Emergency.Server.Features.Protection;

/// <summary>The cases in the asker's area, late ones first.</summary>
internal sealed record ProtectionPage(ProtectionFigures Figures, IReadOnlyList<ProtectionRow> Items, long Position);

/// <param name="Open">Open cases.</param>
/// <param name="Late">Cases with an overdue step.</param>
/// <param name="Serious">Cases at high or urgent risk.</param>
/// <param name="Closings">Closings that wait for an approval.</param>
/// <param name="Transfers">Transfers that wait for an answer.</param>
internal sealed record ProtectionFigures(int Open, int Late, int Serious, int Closings, int Transfers);

/// <summary>A case in a list: the child by age, never by name or door. The person in charge is masked.</summary>
/// <param name="No">护 2026-3F2A.</param>
/// <param name="Level">Level of risk; null before the assessment.</param>
/// <param name="LateLevel">0 in time, 1 late for the person in charge, 2 for the supervisor, 3 for civil affairs.</param>
/// <param name="LateDays">Days since the earliest owed step was due.</param>
/// <param name="Offered">Community to which a transfer is offered.</param>
/// <param name="Here">True when it is in a community of the asker; false for a case offered to them.</param>
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

/// <param name="Kind">Kind of service or referral.</param>
/// <param name="LateDays">Days late; 0 in time.</param>
internal sealed record OwedShown(ProtectionStep Step, int No, string? Kind, DateOnly Before, int Level, int LateDays);

/// <summary>A case, opened.</summary>
/// <param name="AccessId">Id of the record of this access.</param>
/// <param name="Why">Reason for which it was opened, or opened again.</param>
/// <param name="Found">Findings of the last assessment.</param>
/// <param name="Members">Members who can take charge of it.</param>
/// <param name="Communities">Communities to which it can be transferred.</param>
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

/// <summary>The child's door and the guardians to call. Without a name: that is shown after an approval.</summary>
/// <param name="Salutation">小弟弟, 小妹妹.</param>
/// <param name="Lives">The community by the register now, where it differs from the case's.</param>
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

/// <param name="Own">True when the asker requested it: then another person decides.</param>
internal sealed record ClosingShown(string Reason, string? Why, bool Own);

internal sealed record TransferShown(string To, string Name, string? Why);

internal sealed record ProtectionMember(MemberId Id, string? Name);

internal sealed record ProtectionCommunity(string Code, string Name);

/// <summary>Levels, services, referrals and reasons as data. Pages hold the words for the codes.</summary>
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

/// <summary>Bare existence of a case, and nothing else of it.</summary>
internal sealed record ProtectionStands(bool Stands, long Position);

/// <summary>The figures of a county; null where a figure is so small that it would identify a child.</summary>
internal sealed record ProtectionSums(int? Open, int? Late, int? Serious, int? Closings, int? Transfers)
{
    /// <summary>Smallest figure that is shown: a smaller one would identify a child to local people.</summary>
    public const int Few = 3;

    /// <summary>Returns a figure that can be shown; zero identifies nobody.</summary>
    public static int? Told(int n) => n is > 0 and < Few ? null : n;
}

/// <summary>A county in figures.</summary>
/// <param name="Few">Figures smaller than this are left out, for the county as for its streets.</param>
internal sealed record ProtectionCount(
    string County,
    ProtectionSums Figures,
    int Few,
    IReadOnlyList<StreetProtection> Streets,
    long Position
);

/// <param name="Open">Open cases; null where so few that they would identify a child.</param>
/// <param name="Late">Late cases; null likewise.</param>
internal sealed record StreetProtection(string Code, string Name, int? Open, int? Late);
