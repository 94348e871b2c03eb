using Emergency.Domain;
using Emergency.Domain.Teams;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Teams;

/// <summary>A member of a team, the name masked. The member is responsible for grid, building and unit.</summary>
/// <param name="OnDuty">Posts held now.</param>
/// <param name="Posted">True when the member agreed to be posted with name and phone.</param>
/// <param name="Also">Other roles of the same person.</param>
/// <param name="Back">The first day on post again, where it is known.</param>
/// <param name="Insured">True when insured today. Uninsured members are not called out to the field (应对法 40).</param>
/// <param name="Equipment">Equipment that was issued and is not back.</param>
internal sealed record TeamMemberShown(
    MemberId Id,
    TeamRole Role,
    string? Grid,
    string? Building,
    string? Unit,
    IReadOnlyList<string> Skills,
    Availability Availability,
    IReadOnlyList<Post> OnDuty,
    string Mask,
    bool Posted,
    IReadOnlyList<TeamRole> Also,
    DateOnly? Back,
    IReadOnlyList<TrainingShown> Trainings,
    InsuranceShown? Insurance,
    bool Insured,
    IReadOnlyList<Issued> Equipment
)
{
    public static TeamMemberShown Of(TeamKnown team, MemberKnown member, ILookup<MemberId, Post> posts, DateOnly today, ISealing sealing)
    {
        var (facts, kept) = (member.Facts, team.State.UpkeepOf(member.Facts.Id));
        return new(
            facts.Id,
            facts.Role,
            facts.Grid,
            facts.Building,
            facts.Unit,
            member.Skills,
            facts.Availability,
            [.. posts[facts.Id]],
            Masks.Name(member.Contact?.Name ?? ""),
            team.State.Posted.Contains(facts.Id),
            facts.Also ?? [],
            kept.Back,
            [.. kept.Trainings.Select(one => TrainingShown.Of(one, sealing))],
            kept.Insurance is { } insurance ? InsuranceShown.Of(insurance, sealing) : null,
            team.State.Insured(facts.Id, today),
            kept.Equipment
        );
    }

    /// <summary>Orders by role, then from the larger to the smaller part.</summary>
    public static string Order(MemberKnown member)
    {
        var facts = member.Facts;
        return $"{(int)facts.Role:00}\n{facts.Grid}\n{facts.Building}\n{facts.Unit}\n{facts.Id}";
    }
}

/// <param name="What">训练 or certificate.</param>
/// <param name="Until">The last day it counts; null where it does not end.</param>
internal sealed record TrainingShown(string What, DateOnly Day, DateOnly? Until)
{
    public static TrainingShown Of(Training one, ISealing sealing) => new(one.WhatOf(sealing), one.Day, one.Until);
}

/// <param name="Until">The last day insured; null where a check found no insurance.</param>
internal sealed record InsuranceShown(string? What, DateOnly? Until)
{
    public static InsuranceShown Of(Insurance one, ISealing sealing) => new(one.WhatOf(sealing), one.Until);
}

/// <summary>Opens the sealed fields of training and insurance.</summary>
internal static class UpkeepOpened
{
    public static string WhatOf(this Training one, ISealing sealing) =>
        one.Text is { } text ? sealing.Open<FreeText>(text)?.Text ?? "" : one.What;

    public static string? WhatOf(this Insurance one, ISealing sealing) =>
        one.Text is { } text ? sealing.Open<FreeText>(text)?.Text : one.What;
}

/// <summary>Opened contacts. <paramref name="Access"/> is the record of the access.</summary>
internal sealed record ContactList(AccessId Access, IReadOnlyList<ContactShown> Items, long Position);

/// <summary>Contact of a member. A null name is of a member whose data was erased.</summary>
internal sealed record ContactShown(MemberId Id, TeamRole Role, string? Name, IReadOnlyList<string> Phones, DateOnly? Born)
{
    public static ContactShown Of(MemberKnown member) =>
        new(member.Facts.Id, member.Facts.Role, member.Contact?.Name, member.Contact?.Phones ?? [], member.Contact?.Born);
}

/// <summary>A day's turns of duty.</summary>
internal sealed record RosterDay(DateOnly Day, IReadOnlyList<OnDuty> Items, long Position);

/// <param name="Back">The first day on post again, where it is known.</param>
internal sealed record NewAvailability(Availability? Availability, DateOnly? Back = null);

/// <param name="Agreed">False takes the agreement back.</param>
internal sealed record NewPosting(bool? Agreed);

/// <summary>A turn of duty as sent in. <paramref name="From"/> and <paramref name="To"/> are instants.</summary>
internal sealed record NewDuty(DateOnly? Day, Shift? Shift, Post? Post, MemberId? Member, DateTimeOffset? From, DateTimeOffset? To)
    : ISentTurn
{
    public static IEnumerable<string> Faults(NewDuty? duty, string path) =>
        SentTurn.Faults(
            duty,
            path,
            [Domain.Teams.Post.Lead, Domain.Teams.Post.Desk, Domain.Teams.Post.Response],
            ("member", duty?.Member is not null)
        );

    public Duty Turn(InForce inForce, string community)
    {
        var (from, to) = this.Hours(inForce, community);
        return new(Day!.Value, Shift!.Value, Post!.Value, Member!.Value, from, to, null);
    }
}
