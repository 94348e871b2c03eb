using Emergency.Domain;
using Emergency.Domain.Imports;
using Emergency.Domain.Places;
using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Imports;

/// <param name="State">begun: rows are being written. finished: all are there. taken-back: it was interrupted, and nothing of it is left. stopped: somebody stopped it, and written rows are taken back. undone: taken back by hand. none: it is being read, or was refused.</param>
/// <param name="Phase">Present phase on this node: reading, trying, writing; ended when it does no more.</param>
/// <param name="Done">Finished rows of this phase.</param>
/// <param name="Of">All rows of this phase; 0 where they are not counted yet.</param>
/// <param name="Problem">Reason why nothing was written.</param>
/// <param name="Rows">Number of rows written.</param>
/// <param name="Kept">Rows of an undone import that stayed because they were changed since.</param>
internal sealed record ImportDone(
    ImportId ImportId,
    DateTimeOffset At,
    int Rows,
    ImportStage State,
    ImportPhase Phase,
    int Done,
    int Of,
    string? Register,
    string? Division,
    string? File,
    string By,
    ImportCounts? Counts,
    string? Problem,
    DateTimeOffset? UndoneAt,
    string? UndoneBy,
    int? Kept
);

/// <param name="Items">The newest first, at most 200.</param>
internal sealed record ImportList(IReadOnlyList<ImportDone> Items, int Total);

/// <summary>Shows imports to accounts that can write at their place.</summary>
internal sealed class ImportLooking(ImportJobs jobs, ISealing sealing)
{
    private const int Most = 200;

    public ImportList List(string division, Asked asked, Known known, string language)
    {
        var all = Seen(division, asked, known);
        return new([.. all.Take(Most).Select(one => Of(one, asked, known, language))], all.Count);
    }

    /// <summary>All imports of a division, for a file.</summary>
    public IEnumerable<ImportDone> All(string division, Asked asked, Known known, string language) =>
        Seen(division, asked, known).Select(one => Of(one, asked, known, language));

    private static List<ImportKnown> Seen(string division, Asked asked, Known known) =>
        [
            .. known
                .Of<ImportsKnown>(asked.Realm)
                .Imports.Values.Where(one => one.Entities.Count > 0 || one.Register is not null)
                .Where(one => Place(one) is { } place && place.StartsWith(division, StringComparison.Ordinal) && May(one, asked))
                .OrderByDescending(one => one.At),
        ];

    /// <summary>Finds an import; null where the asker may not know of it.</summary>
    public ImportDone? One(ImportId id, Asked asked, Known known, string language)
    {
        var job = jobs.Find(id) is { } here && here.Realm == asked.Realm ? here : null;
        if (known.Of<ImportsKnown>(asked.Realm).Imports.GetValueOrDefault(id) is { } one)
            return one.Account == asked.Account.Key || May(one, asked) ? Of(one, job, asked, known, language) : null;
        return job is not null && job.Account == asked.Account
            ? new(
                id,
                job.At,
                0,
                ImportStage.None,
                job.PhaseAt(known.At),
                job.Progress.Done,
                job.Progress.Of,
                null,
                null,
                null,
                Name(asked.Account.Key, known),
                null,
                Said(job, language),
                null,
                null,
                null
            )
            : null;
    }

    /// <summary>True when the asker can write to everything the import wrote, which allows looking at it and undoing it.</summary>
    public static bool May(ImportKnown one, Asked asked) =>
        one.Register is { } register && RegisterKinds.Of(register) is { } kind && one.Division is { } division
            ? asked.Allow(Importing.Needs(kind), new Place(division)).Problem is null
            : one.Entities.Values.All(to => asked.Allow(to.Permission, new Place(to.Division)).Problem is null);

    private static string? Place(ImportKnown one) =>
        one.Division ?? one.Entities.Values.Select(to => to.Division).Order(StringComparer.Ordinal).FirstOrDefault();

    public ImportDone Of(ImportKnown one, Asked asked, Known known, string language) => Of(one, jobs.Find(one.Id), asked, known, language);

    private ImportDone Of(ImportKnown one, ImportJob? job, Asked asked, Known known, string language) =>
        new(
            one.Id,
            one.At,
            one.Rows,
            one.Stage,
            job?.PhaseAt(known.At) ?? (one.Stage == ImportStage.Begun ? ImportPhase.Writing : ImportPhase.Ended),
            job is { Result: null } ? job.Progress.Done : one.Rows,
            job is { Result: null } ? job.Progress.Of : one.Of,
            one.Register,
            one.Division,
            one.File is { } file ? sealing.Open<FreeText>(file)?.Text : null,
            Name(one.Account, known),
            one.Counts,
            job is null ? null : Said(job, language),
            one.Undone?.At,
            one.Undone is { } undone ? Name(undone.By.Account.Key, known) : null,
            one.Undone?.Kept
        );

    private static string? Said(ImportJob job, string language) =>
        job.Result?.Problem is { } problem ? Sentences.Of(language, problem) : null;

    private static string Name(string account, Known known) =>
        known.Of<AccountsKnown>().Find(new(account))?.Name is { Length: > 0 } name ? Infrastructure.Privacy.Masks.Name(name) : account;
}
