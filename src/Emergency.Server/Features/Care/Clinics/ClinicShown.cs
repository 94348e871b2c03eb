using Emergency.Domain;
using Emergency.Domain.Clinics;
using Emergency.Domain.Visits;
using Emergency.Server.Features.People;

namespace Emergency.Server.Features.Clinics;

/// <summary>The patients of a clinic, in the order of visits: requests of the committee's visitors first, then late ones, then those without a date, then by date.</summary>
/// <param name="Due">Number of visits due today, including late and requested ones.</param>
/// <param name="Undated">Number of patients without a date.</param>
internal sealed record ClinicToday(DateOnly Today, int Due, int Late, int Undated, IReadOnlyList<ClinicPatient> Items, long Position);

/// <param name="Called">Masked name; of a child only its form of address.</param>
/// <param name="Programmes">Reasons for the clinic's visits, in codes of its table.</param>
/// <param name="LateDays">Days since the planned date.</param>
/// <param name="Missed">Reason of the last failed visit since the patient was last met.</param>
/// <param name="Asked">Time since which a visitor of the committee waits for the clinic to visit; cleared by a visit or a date.</param>
/// <param name="Dial">People to ring, in this order.</param>
/// <param name="Withheld">True for a minor whose phone numbers are shown only after an approval, or from the day of the visit.</param>
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

/// <param name="AccessId">Record of this reading.</param>
/// <param name="Illness">Illness, with consent only; null where nobody agreed, or nothing is recorded.</param>
/// <param name="Agreed">True when the person agreed that their contracted doctor reads it.</param>
internal sealed record ClinicCard(
    string AccessId,
    ClinicPatient Patient,
    bool Agreed,
    string? Illness,
    IReadOnlyList<ClinicProgrammeShown> Programmes,
    IReadOnlyList<ClinicEntry> Items,
    long Position
);

/// <summary>An act of the clinic. <paramref name="What"/>: the stored name of the event; <paramref name="Who"/>: masked name.</summary>
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

/// <param name="Article">Article of the law; null: a local setting (本地设定).</param>
internal sealed record ClinicProgrammeShown(string Code, IReadOnlyList<ClinicResultShown> Results, string? Article, string Source)
{
    public static ClinicProgrammeShown Of(ClinicProgramme one) =>
        new(one.Code, [.. one.Results.Select(result => new ClinicResultShown(result.Code, result.Days))], one.Article, one.Source);
}

/// <param name="Days">Days until the next visit; null where none is needed.</param>
internal sealed record ClinicResultShown(string Code, int? Days);

internal sealed record ClinicRecorded(PersonId PersonId, long Position);
