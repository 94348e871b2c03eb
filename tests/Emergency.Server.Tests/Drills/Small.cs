namespace Emergency.Server.Tests.Drills;

/// <summary>The smallest scenario with one of most things; lines are changed by their text.</summary>
internal static class Small
{
    public const string File = """
        id: small
        title: 小演练
        hazard: fire
        form: solo
        objectives:
          - { id: wake, title: 叫醒 }
        participants:
          - { id: secretary, role: secretary, title: 书记, count: 1 }
        start: { hour: "01:40", weather: 晴 }
        branches:
          - id: nobody
            title: 没人接
            when: { undone: take }
        injects:
          - id: case
            title: 火警
            when: { at: 1m }
            to: [secretary]
            do: { case: { line: "119", number: drill-1, category: fire, priority: life, title: 冒烟, description: 三楼, lon: 114.07, lat: 32, trapped: 2 } }
          - id: van
            title: 宣传车
            when: { after: case, wait: 5m }
            branch: nobody
            do: { message: { from: 导演, text: 车到了 } }
        expect:
          - id: take
            title: 有人接
            objective: wake
            after: case
            within: 5m
            proof: { event: { form: incident.task-taken.v1, where: { by.role: [unit-chief, grid-chief] }, times: 2, distinct: task } }
          - id: quiet
            title: 不另立
            objective: wake
            who: secretary
            after: van
            within: 90s
            branch: nobody
            proof: { never: { form: incident.opened.v1 } }
        end: { at: 20m, event: { form: incident.scene-ended.v1 } }

        """;

    /// <summary>The file with one text changed; fails where the text is not there.</summary>
    public static string But(string from, string to)
    {
        File.ShouldContain(from);
        var at = File.IndexOf(from, StringComparison.Ordinal);
        return File[..at] + to + File[(at + from.Length)..];
    }
}
