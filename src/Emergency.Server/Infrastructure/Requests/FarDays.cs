using System.Reflection;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;

namespace Emergency.Server.Infrastructure.Requests;

/// <summary>
/// Refuses a day or an instant in a query that lies too far off to compute with (before 1900, from 2200 on), before its handler runs.
/// </summary>
internal static class FarDays
{
    public static RouteGroupBuilder RefuseFarDays(this RouteGroupBuilder routes) => routes.AddEndpointFilterFactory(Filter);

    private static EndpointFilterDelegate Filter(EndpointFilterFactoryContext context, EndpointFilterDelegate next)
    {
        var days = context.MethodInfo.GetParameters().Where(IsDay).ToArray();
        return days.Length == 0
            ? next
            : invoked =>
                days.Where(day => IsFar(invoked.Arguments[day.Position])).Select(day => day.Name!).ToList() is { Count: > 0 } far
                    ? ValueTask.FromResult<object?>(
                        (Outcome<Recorded>)Problem.Bad([.. far.Select(name => $"?{name}: between 1900 and 2199")])
                    )
                    : next(invoked);
    }

    private static bool IsDay(ParameterInfo parameter) =>
        (Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType) is var type
        && (type == typeof(DateOnly) || type == typeof(DateTimeOffset));

    private static bool IsFar(object? value) =>
        value switch
        {
            DateOnly day => day.Year is < 1900 or >= 2200,
            DateTimeOffset at => at.Year is < 1900 or >= 2200,
            _ => false,
        };
}
