using Emergency.Server.Problems;

namespace Emergency.Server.Views;

/// <summary>That something does not exist, or is not for the asker, is said only by a node that holds what the journal holds.</summary>
public static class Denying
{
    /// <summary>Before such a problem (403, 404) is answered: throws <see cref="ViewsBehind"/> where this node is behind the journal or cannot ask it.</summary>
    /// <param name="signedIn">Whether it is known who asks; what strangers make up shares one question to the journal.</param>
    public static async ValueTask Denies(this HttpContext context, Problem problem, bool signedIn)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(problem);
        if (ProblemTable.Status(problem.Code) is not (StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound)) return;
        if (signedIn) await context.RequestServices.GetRequiredService<Folding>().Newest(context.RequestAborted);
        else await context.RequestServices.GetRequiredService<CatchingUp>().Now(context.RequestAborted);
    }
}
