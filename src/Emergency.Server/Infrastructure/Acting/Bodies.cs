using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;

namespace Emergency.Server.Infrastructure.Acting;

/// <summary>Refuses invalid bodies before anything is looked up.</summary>
internal static class Bodies
{
    /// <summary>Returns the answer where there is a fault; null where the act goes on.</summary>
    public static Task<Outcome<Recorded>>? Refused(IEnumerable<string> faults) => Refused<Recorded>(faults);

#pragma warning disable MA0022 // Nobody awaits the null: the act goes on behind "??".
    public static Task<Outcome<T>>? Refused<T>(IEnumerable<string> faults) =>
        faults.ToList() is { Count: > 0 } some ? Task.FromResult<Outcome<T>>(Problem.Bad(some)) : null;
#pragma warning restore MA0022
}
