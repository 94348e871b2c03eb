using Emergency.Server.Foundation.Problems;

namespace Emergency.Server.Infrastructure.Acting;

/// <summary>The thing that an act is about, as its asker may see it; or the problem why the asker may not.</summary>
internal readonly record struct Found<T>
    where T : class
{
    private Found(T? value, Problem? problem) => (Value, Problem) = (value, problem);

    public T? Value { get; }

    /// <summary>Null where the thing was found.</summary>
    public Problem? Problem { get; }

    /// <summary>Turns null into "not found".</summary>
    public static implicit operator Found<T>(T? value) => new(value, value is null ? Foundation.Problems.Problem.NotFound : null);

    public static implicit operator Found<T>(Problem problem) => new(null, problem);

    public static implicit operator Found<T>((T? Value, Problem Problem) found) => found.Value ?? (Found<T>)found.Problem;
}
