using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Listing;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Infrastructure.Wording;

namespace Emergency.Server.Across.Exporting;

/// <summary>Every register and list as a file for table programs, as the asker sees it on its page.</summary>
internal static class ListFileEndpoints
{
    public static RouteGroupBuilder MapListFiles(this RouteGroupBuilder api)
    {
        api.MapPost("/divisions/{code}/lists/{list}/file", File)
            .Needs(ExportPermissions.ListFile)
            .IsHeavy(HeavyKind.Export)
            .WithTags("export");
        return api;
    }

    /// <summary>Saves a list of a community, street or county as XLSX or CSV: masked, narrowed to the rows that the asker may see, without formulas. The access is recorded before the answer, as one reading with everybody in the list, the reason and the receiver.</summary>
    public static async Task<Outcome<ListFile>> File(
        string code,
        string list,
        NewListFile body,
        HttpContext context,
        Act act,
        Known known,
        IEnumerable<IListed> lists,
        HeavyReadings heavy
    )
    {
        if (NewListFile.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (lists.FirstOrDefault(one => one.Name == list) is not { } listed || !Divisions.IsCode(code))
            return Problem.NotFound;
        var place = act.Asked.Within(listed.Permission, code);
        if (act.Asked.Allow(listed.Permission, place, listed.ByTask ? () => true : null).Problem is { } problem)
            return problem;
        var words = new PageWords(Sentences.Language(context.Request));
        using var turn = await heavy.Enter(HeavyKind.Export, act.Stop);
        if (turn is null)
            return HeavyReadings.Busy;
        if (await listed.Read(new(known, act.Asked, code, words, body.Only ?? new()), act.Stop) is not { } made)
            return Problem.NotFound;
        var title = words.Say($"list.title.{list}");
        var reason = $"{title}: {body.Why!.Trim()} → {body.Receiver!.Trim()}";
        var (_, sent) = await act.Use<Recording>()
            .Write(
                act.Asked,
                listed.Permission,
                place,
                listed.ByTask,
                new(AccessPurpose.Export, null, code, made.Persons, await act.Seal(Names.Key(act.Asked.Account), new FreeText(reason))),
                act.Stop
            );
        return sent.Accepted ? new Outcome<ListFile>(ListFile.Of(body.Form!.Value, title, made), known.At) : sent.With<ListFile>(null!);
    }
}
