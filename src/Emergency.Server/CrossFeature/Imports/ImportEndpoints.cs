using Emergency.Domain;
using Emergency.Domain.Imports;
using Emergency.Domain.Places;
using Emergency.Server.CrossFeature.Imports.Reading.Tables;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.CrossFeature.Imports;

/// <summary>Registers from files: preview, import, undo.</summary>
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
        imports.MapGet("/{importId:guid}", Show).NeedsSession();
        imports.MapDelete("/{importId:guid}", Undo).NeedsSession();
        return api;
    }

    /// <summary>The file, as field "file" of a form, or as the whole body with its name in ?file=.</summary>
    public sealed record Upload(IFormFile File);

    /// <param name="Preview">What would be written; only where nothing is.</param>
    public sealed record ImportShown(ImportId ImportId, bool DryRun, IReadOnlyList<SheetShown> Files, PreviewShown? Preview);

    /// <param name="State">begun: rows are being written. finished: all are there. taken-back: it was broken off, and what was written is undone.</param>
    public sealed record ImportDone(ImportId ImportId, DateTimeOffset At, int Rows, ImportStage State);

    /// <summary>Imports one file of a register: divisions, areas, households, residents, guardians, caregivers, team, roster, supplies, hazards, shelters or plans. With dryRun=true it only says what would be imported.</summary>
    public static async Task<Outcome<ImportShown>> Import(
        string kind,
        string division,
        string? file,
        bool? dryRun,
        HttpContext context,
        Asked asked,
        Received received,
        Importing importing,
        Folding folding
    )
    {
        if (RegisterKinds.Of(kind) is not { } register)
            return Problem.NotFound;
        if (!Divisions.IsCode(division))
            return Problem.Bad("?division: a division code of 4, 6, 9 or 12 digits");
        var (name, bytes) = await Uploaded(context.Request, file, received);
        var done = await importing.Import(register, division, name, bytes, dryRun ?? false, asked, context.RequestAborted);
        if (done.Problem is { } problem)
            return Outcome<ImportShown>.FromProblem(problem, done.RetryAfter);
        var showing = new Showing(register, Sentences.Language(context.Request), folding.Now.Of<PlacesKnown>(asked.Realm));
        return new Outcome<ImportShown>(
            new(
                done.Import,
                dryRun ?? false,
                [.. done.Sheets.Select(showing.Of)],
                done.Differences is { } differences ? showing.Of(differences) : null
            ),
            done.At
        );
    }

    /// <summary>When an import was made and how many rows it wrote.</summary>
    public static Outcome<ImportDone> Show(Guid importId, Asked asked, Known known)
    {
        return
            known.Of<ImportsKnown>(asked.Realm).Imports.TryGetValue(new ImportId(importId), out var import)
            && import.Account == asked.Account.Key
            ? new Outcome<ImportDone>(new(import.Id, import.At, import.Rows, import.Stage), known.At)
            : new Problem("import.unknown", []);
    }

    /// <summary>Takes an import back: what is still as the file left it becomes what it was before. The answer is the import that was taken back.</summary>
    public static async Task<Outcome<ImportDone>> Undo(
        Guid importId,
        Asked asked,
        Known known,
        Undoing undoing,
        Turns turns,
        CancellationToken stop
    )
    {
        if (known.Of<ImportsKnown>(asked.Realm).Imports.GetValueOrDefault(new ImportId(importId)) is not { } import)
            return new Problem("import.unknown", []);
        return (await turns.Hold(import.Id, held => undoing.Undo(import, asked, held), stop)).With(
            new ImportDone(import.Id, import.At, import.Rows, import.Stage)
        );
    }

    private static async Task<(string Name, ReadOnlyMemory<byte> Bytes)> Uploaded(HttpRequest request, string? file, Received received)
    {
        if (!request.HasFormContentType)
            return (file ?? "", received.Body);
        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        if (form.Files.Count == 0)
            return (file ?? "", ReadOnlyMemory<byte>.Empty);
        using var bytes = new MemoryStream();
        await form.Files[0].CopyToAsync(bytes, request.HttpContext.RequestAborted);
        return (form.Files[0].FileName, bytes.ToArray());
    }
}
