using System.Reflection;
using System.Runtime.CompilerServices;
using Emergency.Testing;

namespace Emergency.Engine.Tests;

/// <summary>The port is what everything else stands on: it changes on purpose or not at all.</summary>
public sealed class PortTests
{
    [Fact]
    public void The_port_is_what_was_agreed() =>
        Frozen.Check(
            "port.txt",
            string.Join(
                '\n',
                typeof(IEngine)
                    .Assembly.GetExportedTypes()
                    .Where(t => t.Namespace == typeof(IEngine).Namespace)
                    .OrderBy(t => t.FullName, StringComparer.Ordinal)
                    .SelectMany(Lines)
            )
        );

    private static IEnumerable<string> Lines(Type type)
    {
        yield return Name(type)
            + (type.BaseType is { } above && above != typeof(object) && above != typeof(ValueType) ? $" : {Name(above)}" : "");
        var members = type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(m =>
                !m.IsDefined(typeof(CompilerGeneratedAttribute))
                && m is ConstructorInfo or PropertyInfo or FieldInfo or MethodInfo { IsSpecialName: false }
            )
            .Select(m => "  " + Text(m));
        foreach (var member in members.Order(StringComparer.Ordinal))
            yield return member;
    }

    private static string Text(MemberInfo member) =>
        member switch
        {
            ConstructorInfo c => $"new({Parameters(c)})",
            MethodInfo m => $"{Name(m.ReturnType)} {m.Name}({Parameters(m)})",
            PropertyInfo p => $"{Name(p.PropertyType)} {p.Name}{(p.CanWrite ? " { get; init; }" : "")}",
            FieldInfo { IsLiteral: true } f => $"{f.Name} = {f.GetRawConstantValue()}",
            FieldInfo f => $"{Name(f.FieldType)} {f.Name}",
            _ => member.Name,
        };

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(p => $"{Name(p.ParameterType)} {p.Name}"));

    private static string Name(Type type)
    {
        var name = type.IsNested ? $"{Name(type.DeclaringType!)}.{type.Name}" : type.Name;
        return type.IsGenericType ? $"{name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : name;
    }
}
