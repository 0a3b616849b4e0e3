using SafetyHub.Judge;
using SafetyHub.Judge.Running;

Console.WriteLine(args is ["numbers"] ? NumbersTable.Write() : JudgeOptions.Help);
return args is ["numbers"] or ["--help"] ? 0 : 2;
