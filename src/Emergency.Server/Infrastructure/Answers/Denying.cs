using Emergency.Engine;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Infrastructure.Answers;

/// <summary>That something does not exist, or is not for the asker, is said only by a node that holds what the journal holds.</summary>
internal static class Denying
{
    /// <summary>Before such a problem (403, 404) is answered: throws <see cref="ViewsBehind"/> where this node is behind the journal or cannot ask it, <see cref="StreamUnreadable"/> where what is asked for is stored and damaged.</summary>
    /// <param name="signedIn">Whether it is known who asks; what strangers make up shares one question to the journal.</param>
    public static async ValueTask Denies(this HttpContext context, Problem problem, bool signedIn)
    {
        if (
            ProblemTable.Status(problem.Code) is var status
            && status is not (StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound)
        )
            return;
        if (!signedIn)
        {
            await context.RequestServices.GetRequiredService<CatchingUp>().Now(context.RequestAborted);
            return;
        }
        await context.RequestServices.GetRequiredService<Folding>().Newest(context.RequestAborted);
        if (status == StatusCodes.Status404NotFound && AsksForUnreadable(context))
            throw new StreamUnreadable();
    }

    /// <summary>Whether an id or code of the address is that of a damaged stream, so that nobody knows whether what is asked for exists. Whose it was cannot be read any more: whoever is signed in and knows the id is told.</summary>
    private static bool AsksForUnreadable(HttpContext context)
    {
        var broken = context.RequestServices.GetRequiredService<IFeed>().Broken;
        return broken.Count > 0
            && context
                .Request.RouteValues.Values.OfType<string>()
                .Any(id => broken.Any(stream => stream.EndsWith($"/{id}", StringComparison.OrdinalIgnoreCase)));
    }
}

/// <summary>It exists, and what is stored of it cannot be read.</summary>
internal sealed class StreamUnreadable() : Exception("a damaged stream was asked for");
