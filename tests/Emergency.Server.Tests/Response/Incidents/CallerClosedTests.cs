using System.Text.Json;
using System.Text.Json.Nodes;
using Emergency.Server.Across.Timelines;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Tests.Incidents;

/// <summary>Caller and call-back number stay closed in a timeline whose texts are open.</summary>
public sealed class CallerClosedTests
{
    [Fact]
    public void Names_and_numbers_of_callers_are_closed_and_nothing_else()
    {
        object[] texts =
        [
            new CaseText("火情", "三楼", "1 号楼", "王某", "13800000000", "不明"),
            new CallerTold("王某", "13800000000"),
            new FreeText("叔叔在家", "13800000000"),
            new FreeText("叔叔在家"),
        ];
        foreach (var text in texts)
        {
            var open = JsonSerializer.SerializeToNode(text, text.GetType(), Json.Options)!.AsObject();
            var closed = Timeline.WithoutCaller(open.DeepClone().AsObject());
            foreach (var (name, value) in open)
                closed[name]
                    ?.ToString()
                    .ShouldBe(
                        name.StartsWith("caller", StringComparison.Ordinal) || name == "phone" ? "***" : value?.ToString(),
                        $"{text.GetType().Name}.{name}"
                    );
            closed.ToJsonString().ShouldNotContain("13800000000");
        }
        Timeline.WithoutCaller(new JsonObject()).ShouldBeEmpty();
    }
}
