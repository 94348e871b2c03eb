using Emergency.Domain;
using Emergency.Domain.Teams;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Volunteers;

/// <summary>The volunteers of a community in the order of their names, the needs, and members of the team who could join.</summary>
internal sealed record VolunteersShown(
    IReadOnlyList<VolunteerShown> Items,
    IReadOnlyList<VolunteerNeedShown> Needs,
    IReadOnlyList<VolunteerChoice> Others,
    IReadOnlyList<BodyShown> Bodies,
    IReadOnlyList<string> Skills,
    long Position
);

/// <param name="Minutes">Minutes given this calendar year. Nobody is ranked by them.</param>
internal sealed record VolunteerShown(
    MemberId Member,
    string Mask,
    ListOf<string> Skills,
    Availability Availability,
    bool Adult,
    string? Body,
    PartyId? BodyId,
    int Minutes
);

/// <summary>A member of the team who is no volunteer yet.</summary>
internal sealed record VolunteerChoice(MemberId Member, string Mask, TeamRole Role);

internal sealed record BodyShown(PartyId Id, string Name);

/// <param name="Fit">Candidates: on post, with the skill, and adult and insured where it is a rescue.</param>
/// <param name="Minors">Number of volunteers who have the skill and stay out because a rescue is for adults.</param>
/// <param name="Uninsured">Number of adults who have the skill and stay out of a rescue because they are uninsured.</param>
internal sealed record VolunteerNeedShown(
    VolunteerNeedId Id,
    string? Text,
    string? Skill,
    bool Rescue,
    DateOnly Day,
    ListOf<MemberId> Sent,
    ListOf<MemberId> Fit,
    int Minors,
    int Uninsured
);

/// <summary>A need that the asker was asked to go to.</summary>
/// <param name="Seen">True when the asker has confirmed it, or somebody heard them do so.</param>
internal sealed record MyNeed(VolunteerNeedId Id, string? Text, string? Skill, bool Rescue, DateOnly Day, bool Seen);

internal sealed record MyNeeds(IReadOnlyList<MyNeed> Items, long Position);

/// <summary>A volunteer's hours, for a paper: day by day.</summary>
internal sealed record HoursProof(
    MemberId Member,
    string Community,
    string? Body,
    IReadOnlyList<HoursDay> Days,
    int Minutes,
    long Position
);

internal sealed record HoursDay(DateOnly Day, int Minutes, string? What);

/// <param name="Adult">True when proof was seen that they are 18.</param>
internal sealed record NewVolunteer(MemberId? Member, bool Adult = false, PartyId? Body = null)
{
    public static IReadOnlyList<string> Faults(NewVolunteer body) => [.. Checks.Need(body.Member is not null, "$.member: needed")];
}

internal sealed record VolunteerNamed(MemberId? Member)
{
    public static IReadOnlyList<string> Faults(VolunteerNamed body) => [.. Checks.Need(body.Member is not null, "$.member: needed")];
}

internal sealed record NewNeed(string? Text, DateOnly? Day, string? Skill = null, bool Rescue = false)
{
    public static IReadOnlyList<string> Faults(NewNeed body) =>
        [
            .. Checks.Text(body.Text, "$.text", 200, needed: true),
            .. Checks.Text(body.Skill, "$.skill", 40),
            .. Checks.Need(body.Day is not null, "$.day: a day"),
        ];
}

/// <param name="Minutes">Minutes of that day in all; 0 removes the entry.</param>
internal sealed record NewHours(MemberId? Member, DateOnly? Day, int? Minutes, string? What, VolunteerNeedId? Need = null)
{
    public static IReadOnlyList<string> Faults(NewHours body) =>
        [
            .. Checks.Need(body.Member is not null, "$.member: needed"),
            .. Checks.Need(body.Day is not null, "$.day: a day"),
            .. Checks.Need(body.Minutes is >= 0 and <= Domain.Volunteers.VolunteerList.WholeDay, "$.minutes: 0 to 1440"),
            .. Checks.Text(body.What, "$.what", 100, needed: body.Minutes > 0),
        ];
}
