using Emergency.Domain;
using Emergency.Domain.Orders;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Orders;

/// <summary>Endpoints for 准入清单, 协助事项清单, 负面清单 of a county: the matters that departments can hand down to committees.</summary>
internal static class ListsEndpoints
{
    public static RouteGroupBuilder MapLists(this RouteGroupBuilder api)
    {
        api.MapGet("/lists/{county}", Read).NeedsSession();
        api.MapPost("/lists/{county}", Record).Needs(OrderPermissions.ListsEdit);
        return api;
    }

    /// <summary>The lists of a county with their versions and articles; drafts are shown and never counted.</summary>
    public static Outcome<ListsShown> Read(string county, Asked asked, Known known) =>
        new(
            new(
                [.. known.Of<ListsKnown>(asked.Realm).Of(county).Lists.Values.OrderBy(list => list.Id, StringComparer.Ordinal)],
                known.At.Value
            ),
            known.At
        );

    /// <summary>Records a list, or its next version, which replaces the whole list.</summary>
    public static async Task<Outcome<Done>> Record(string county, MatterList body, Asked asked, Sending sending, CancellationToken stop)
    {
        if (Faults(county, body) is { Length: > 0 } faults)
            return Problem.Bad(faults);
        var sent = await sending.Send(
            asked,
            OrderPermissions.ListsEdit,
            new Place(county),
            Entities.Lists(asked.Realm, county),
            by => new RecordList(body, by, asked.Now),
            stop: stop
        );
        return sent.With(new Done());
    }

    private static string[] Faults(string county, MatterList body) =>
        [
            .. Checks.Need(county is { Length: 6 } && Divisions.IsCode(county), "{county}: 6 digits"),
            .. Checks.Text(body.Id, "$.id", 40, needed: true),
            .. Checks.Text(body.Version, "$.version", 40, needed: true),
            .. Checks.Need(body.Articles is { Count: >= 1 and <= 20 }, "$.articles: 1 to 20"),
            .. Checks.Need(body.Items is { Count: <= 500 }, "$.items: at most 500"),
            .. (body.Items ?? []).SelectMany(
                (item, i) =>
                    (IEnumerable<string>)
                        [
                            .. Checks.Text(item?.Code, $"$.items[{i}].code", 40, needed: true),
                            .. Checks.Text(item?.Title, $"$.items[{i}].title", 200, needed: true),
                        ]
            ),
        ];
}

internal sealed record ListsShown(ListOf<MatterList> Items, long Position);
