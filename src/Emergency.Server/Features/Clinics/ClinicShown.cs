using Emergency.Domain;
using Emergency.Domain.Clinics;
using Emergency.Domain.Visiting;
using Emergency.Server.Features.People;

namespace Emergency.Server.Features.Clinics;

/// <summary>The patients of a clinic: whom a visitor asks it to look after first, then late ones, then who has no day, then by day.</summary>
/// <param name="Due">How many the clinic goes to today, late ones and those somebody asks for with them.</param>
/// <param name="Undated">How many have no day.</param>
internal sealed record ClinicToday(DateOnly Today, int Due, int Late, int Undated, IReadOnlyList<ClinicPatient> Items, long Position);

/// <param name="Called">Masked; of a child only what one calls it.</param>
/// <param name="Programmes">Why the clinic comes, in codes of its table.</param>
/// <param name="LateDays">How long after its day it is.</param>
/// <param name="Missed">Why nobody was met, since somebody was met last.</param>
/// <param name="Asked">Since when a visitor of the committee waits for the clinic to look in; until it was there or has set a day.</param>
/// <param name="Dial">Whom one rings, the first first.</param>
/// <param name="Withheld">A minor, whose numbers are told after an approval, or from the day of its visit.</param>
internal sealed record ClinicPatient(
    PersonId PersonId,
    string Community,
    string CommunityName,
    string Called,
    bool Minor,
    DoorShown Door,
    ListOf<string> Needs,
    ListOf<string> Programmes,
    DateOnly? Next,
    int LateDays,
    DateOnly? Seen,
    MissReason? Missed,
    DateTimeOffset? Asked,
    IReadOnlyList<Dial> Dial,
    bool Withheld
);

/// <param name="AccessId">The record of this reading.</param>
/// <param name="Illness">With consent alone; null where nobody agreed, or nothing is written down.</param>
/// <param name="Agreed">Whether the person agreed that the doctor they signed with reads it.</param>
internal sealed record ClinicCard(
    string AccessId,
    ClinicPatient Patient,
    bool Agreed,
    string? Illness,
    IReadOnlyList<ClinicProgrammeShown> Programmes,
    IReadOnlyList<ClinicEntry> Items,
    long Position
);

/// <summary>One thing the clinic did. <paramref name="What"/>: the stored name of the event; <paramref name="Who"/>: masked.</summary>
internal sealed record ClinicEntry(
    long Position,
    DateTimeOffset At,
    string What,
    DateTimeOffset? SeenAt,
    VisitMeans? Means,
    IReadOnlyList<ClinicAnswerShown>? Results,
    string? Note,
    MissReason? Missed,
    DateOnly? Next,
    string? Who
);

internal sealed record ClinicAnswerShown(string Programme, string Result);

/// <param name="Article">Null: a local setting (本地设定).</param>
internal sealed record ClinicProgrammeShown(string Code, IReadOnlyList<ClinicResultShown> Results, string? Article, string Source)
{
    public static ClinicProgrammeShown Of(ClinicProgramme one) =>
        new(one.Code, [.. one.Results.Select(result => new ClinicResultShown(result.Code, result.Days))], one.Article, one.Source);
}

/// <param name="Days">Until the clinic comes again; null where it need not.</param>
internal sealed record ClinicResultShown(string Code, int? Days);

internal sealed record ClinicRecorded(PersonId PersonId, long Position);
