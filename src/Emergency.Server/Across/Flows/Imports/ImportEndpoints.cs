using Emergency.Domain;
using Emergency.Domain.Imports;
using Emergency.Domain.Places;
using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;
using Microsoft.AspNetCore.Http.Features;

namespace Emergency.Server.Across.Imports;

/// <summary>Imports registers from files: preview, import, undo.</summary>
internal static class ImportEndpoints
{
    public static RouteGroupBuilder MapImports(this RouteGroupBuilder api)
    {
        var imports = api.MapGroup("/imports").WithTags("imports");
        imports
            .MapPost("/{kind}", Import)
            .NeedsSession()
            .IsHeavy(HeavyKind.File)
            .Accepts<Upload>(
                "multipart/form-data",
                "text/csv",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "application/vnd.ms-excel",
                "application/octet-stream",
                "application/geo+json",
                "application/yaml"
            );
        imports.MapGet("/", List).NeedsSession();
        imports.MapPost("/mend", MendFile.Of).NeedsSession();
        imports.MapPost("/{kind}/columns", ImportColumns.Choose).NeedsSession();
        imports.MapGet("/{kind}/template", ImportTemplate.Of).NeedsSession();
        imports.MapGet("/{importId:guid}", Show).NeedsSession();
        imports.MapGet("/{importId:guid}/undo", Look).NeedsSession();
        imports.MapPost("/{importId:guid}/stop", Stop).NeedsSession();
        imports.MapDelete("/{importId:guid}", Undo).NeedsSession();
        return api;
    }

    /// <summary>The file, as field "file" of a form, or as the whole body with its name in ?file=.</summary>
    public sealed record Upload(IFormFile File);

    /// <param name="Preview">The changes to be written; only where nothing is written.</param>
    /// <param name="Fields">All fields of the register, for the person who assigns headings.</param>
    public sealed record ImportShown(
        ImportId ImportId,
        bool DryRun,
        IReadOnlyList<SheetShown> Files,
        PreviewShown? Preview,
        IReadOnlyList<FieldShown> Fields
    );

    /// <param name="Back">Rows that would become what they were before.</param>
    /// <param name="Kept">Rows that were changed since, by hand or by a later file: they stay as they are now.</param>
    public sealed record UndoShown(ImportId ImportId, int Back, int Kept);

    /// <summary>Imports one file of a register: divisions, areas, households, residents, guardians, caregivers, team, roster, supplies, hazards, shelters or plans. With dryRun=true it only previews the import. With later=true it is answered as soon as the file has arrived, and goes on without the connection; GET /api/imports/{importId} shows its progress.</summary>
    /// <param name="clear">Empty cells whose known value must be cleared, one by one: row/field, or the sheet's name/row/field, with commas between; a comma in the name as %2C. Needs, kinds, doors and guardians are never cleared by an empty cell.</param>
    public static async Task<Outcome<ImportShown>> Import(
        string kind,
        string division,
        string? file,
        bool? dryRun,
        bool? later,
        string? clear,
        HttpContext context,
        Asked asked,
        Received received,
        Importing importing,
        ImportJobs jobs,
        Folding folding
    )
    {
        if (RegisterKinds.Of(kind) is not { } register)
            return Problem.NotFound;
        if (!Divisions.IsCode(division))
            return Problem.Bad("?division: a division code of 4, 6, 9 or 12 digits");
        if (EmptyCell.Read(clear) is not { } cells)
            return Problem.Bad("?clear: row/field or sheet/row/field, with commas between");
        var (name, bytes) = await Uploaded(context.Request, file, received);
        if (later == true && dryRun != true)
        {
            if (asked.Allow(Importing.Needs(register), new Place(division)).Problem is { } refused)
                return refused;
            var id = asked.NewId<ImportId>();
            // The body's buffer is returned with the request; the job has its own copy.
            ReadOnlyMemory<byte> own = bytes.ToArray();
            jobs.Start(
                id,
                new ImportJob(asked.Account, asked.Realm, asked.Now),
                (job, stop) => importing.Import(register, division, name, own, false, asked, stop, new(cells, job.Progress))
            );
            return new ImportShown(id, false, [], null, []);
        }
        var done = await importing.Import(
            register,
            division,
            name,
            bytes,
            dryRun ?? false,
            asked,
            context.RequestAborted,
            cells.Count == 0 ? null : new(cells, null)
        );
        if (done.Problem is { } problem)
            return Outcome<ImportShown>.FromProblem(problem, done.RetryAfter);
        var showing = new Showing(register, Sentences.Language(context.Request), folding.Now.Of<PlacesKnown>(asked.Realm));
        return new Outcome<ImportShown>(
            new(
                done.Import,
                dryRun ?? false,
                [.. done.Sheets.Select(showing.Of)],
                done.Differences is { } differences ? showing.Of(differences) : null,
                dryRun == true && register is not (RegisterKind.Areas or RegisterKind.Plans)
                    ? ImportColumns.Fields(Columns.For(register))
                    : []
            ),
            done.At
        );
    }

    /// <summary>Lists the imports of a division: account, time, file, result. Only those whose rows the asker can write.</summary>
    public static Outcome<ImportList> List(string division, HttpContext context, Asked asked, Known known, ImportLooking looking) =>
        Divisions.IsCode(division)
            ? new Outcome<ImportList>(looking.List(division, asked, known, Sentences.Language(context.Request)), known.At)
            : Problem.Bad("?division: a division code of 4, 6, 9 or 12 digits");

    /// <summary>Shows the progress or result of an import.</summary>
    public static Outcome<ImportDone> Show(Guid importId, HttpContext context, Asked asked, Known known, ImportLooking looking) =>
        looking.One(new ImportId(importId), asked, known, Sentences.Language(context.Request)) is { } one
            ? new Outcome<ImportDone>(one, known.At)
            : new Problem("import.unknown", []);

    /// <summary>Previews an undo: the rows that it would take back now, and those that it would leave because they were changed since.</summary>
    public static async Task<Outcome<UndoShown>> Look(Guid importId, Asked asked, Known known, Undoing undoing, CancellationToken stop)
    {
        if (known.Of<ImportsKnown>(asked.Realm).Imports.GetValueOrDefault(new ImportId(importId)) is not { } import)
            return new Problem("import.unknown", []);
        if (Undoing.Refusal(import, asked) is { } problem)
            return problem;
        var (back, kept) = await undoing.Look(import, asked.Now, stop);
        return new Outcome<UndoShown>(new(import.Id, back, kept), known.At);
    }

    /// <summary>Stops an import that is under way: nothing more is written, and written rows are taken back.</summary>
    public static async Task<Outcome<ImportDone>> Stop(
        Guid importId,
        HttpContext context,
        Asked asked,
        Known known,
        Sending sending,
        ImportJobs jobs,
        ImportLooking looking,
        CancellationToken stop
    )
    {
        var id = new ImportId(importId);
        if (looking.One(id, asked, known, Sentences.Language(context.Request)) is not { } shown)
            return new Problem("import.unknown", []);
        if (shown is not { Register: { } register, Division: { } division } || RegisterKinds.Of(register) is not { } kind)
        {
            jobs.Find(id)?.Stop();
            return new Outcome<ImportDone>(shown, known.At);
        }
        var sent = await sending.Send(
            asked,
            Importing.Needs(kind),
            new Place(division),
            Entities.Import(asked.Realm, id),
            by => new StopImport(by, asked.Now),
            null,
            stop
        );
        return sent.With(shown with { State = ImportStage.Stopped });
    }

    /// <summary>Takes an import back: rows that are still as the file left them become what they were before. Returns the import that was taken back.</summary>
    public static async Task<Outcome<ImportDone>> Undo(
        Guid importId,
        HttpContext context,
        Asked asked,
        Known known,
        Undoing undoing,
        Turns turns,
        Folding folding,
        ImportLooking looking,
        CancellationToken stop
    )
    {
        if (known.Of<ImportsKnown>(asked.Realm).Imports.GetValueOrDefault(new ImportId(importId)) is not { } import)
            return new Problem("import.unknown", []);
        var sent = await turns.Hold(import.Id, held => undoing.Undo(import, asked, held), stop);
        var after = sent.Accepted ? await folding.At(sent.Position, Importing.Patience, stop) ?? known : known;
        return sent.With(
            looking.Of(
                after.Of<ImportsKnown>(asked.Realm).Imports.GetValueOrDefault(import.Id, import),
                asked,
                after,
                Sentences.Language(context.Request)
            )
        );
    }

    private static async Task<(string Name, ReadOnlyMemory<byte> Bytes)> Uploaded(HttpRequest request, string? file, Received received)
    {
        if (!request.HasFormContentType)
            return (file ?? "", received.Body);
        // The file is in memory already, and a register must not lie in a folder for temporary files.
        var form = await request.ReadFormAsync(
            new FormOptions { MemoryBufferThreshold = Received.Limit },
            request.HttpContext.RequestAborted
        );
        if (form.Files.Count == 0)
            return (file ?? "", ReadOnlyMemory<byte>.Empty);
        using var bytes = new MemoryStream();
        await form.Files[0].CopyToAsync(bytes, request.HttpContext.RequestAborted);
        return (form.Files[0].FileName, bytes.ToArray());
    }
}
